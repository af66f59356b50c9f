import ChannelContract
import Engine
import Foundation
import Testing
import YouSaidKit

/// A forum that exists in a test alone: the real engine and the real database, people who say and see things, a
/// clock that is moved by hand, and crashes on demand. Tests of plugins read as conversations.
///
/// ```swift
/// import Polls
/// import Testing
/// import YouSaidTesting
///
/// @Test(.serves("B4")) func `a poll goes out on yes`() throws {
///     let forum = try PretendForum(Polls())
///     let amira = try forum.member("Amira")
///     let ben = try forum.member("Ben", on: .sms)
///     forum.officer.says("POLL Which day? | Saturday | Sunday")
///     forum.officer.sees("Send this now?")
///     forum.officer.says("yes")
///     amira.presses("Saturday")
///     amira.sees("You chose Saturday.")
///     ben.says("2")
///     ben.sees("You chose Sunday.")
///     ben.seesNothing()
/// }
/// ```
///
/// Nothing waits and nothing sleeps: when somebody has said something, everything that follows from it has
/// happened. What goes wrong fails the test at the line that did it, with the conversation so far. So does a plugin
/// that throws, unless ``allowsFailures`` is set, and a prompt that is given a value its words have no place for.
///
/// The clock stands still but for a second each time that somebody does something; ``advance(_:sourceLocation:)``
/// moves it, and timers come due on the way.
///
/// Words are read from the `prompts` folder that comes with YouSaid, and from your own: `prompts:` names a folder
/// that holds `en-GB/<plugin>/<name>.txt` and `<name>.easy-read.txt`. A plugin that has no files yet is given its
/// words in the test: `words: ["tea": ["offer": "Do you want tea?"]]`.
///
/// A forum belongs to one test and one thread. It keeps its database in a temporary folder, which goes with it.
public final class PretendForum {
    /// What the configuration would say for plugins: `["polls": ["minimumAnswers": .integer(5)]]`.
    public typealias PluginSettings = [String: [String: Settings.Value]]

    /// Why a pretend forum could not be made.
    public struct Trouble: Error, CustomStringConvertible {
        public let description: String
    }

    let stage: Stage

    /// Opens a forum with these plugins, in this order.
    /// - Parameters:
    ///   - plugins: those that are tested, and those that they need.
    ///   - settings: what the configuration says for them; what is left out is as they declare it.
    ///   - prompts: a folder with the words of plugins that do not come with YouSaid.
    ///   - words: words for plugins without files, by plugin and prompt.
    ///   - publicURL: the forum's address on the web, where private pages are; nil where it has none.
    ///   - keep: how long rows of a table are kept, where it is otherwise than declared.
    ///   - manners: when the bot writes by itself, how much, and how fast it answers; without any limit where nothing is
    ///     said, so that a test about something else can be at any hour.
    ///   - start: the time on the wall when it opens; a Monday morning in March where none is named.
    /// - Throws: ``Trouble`` where a plugin's tables cannot be made, `WordingFaults` where a prompt is at fault.
    public init(
        _ plugins: any Plugin..., settings: PluginSettings = [:], prompts: String? = nil,
        words: [String: [String: String]] = [:], publicURL: String? = nil,
        keep: [String: Duration] = [:], manners: Manners = .none,
        startingAt start: LocalTime = PretendForum.start
    ) throws {
        stage = try Stage(
            plugins, settings: settings, prompts: prompts, words: words, publicURL: publicURL,
            keep: keep, manners: manners, startingAt: start)
    }

    /// The same for as many plugins as a story has.
    init(
        plugins: [any Plugin], settings: PluginSettings, words: [String: [String: String]],
        startingAt start: LocalTime
    ) throws {
        stage = try Stage(
            plugins, settings: settings, prompts: nil, words: words, manners: .none, startingAt: start)
    }

    /// Settings of Welcome with which JOIN is all it takes to join: for tests that are not about what is asked of those
    /// who join.
    public static let quickJoining: PluginSettings = [
        "welcome": ["askAge": .flag(false), "consents": .text("")]
    ]

    /// Monday 2 March 2026, 10 in the morning.
    public static let start = LocalTime(
        year: 2026, month: 3, day: 2, hour: 10, minute: 0, zone: "Europe/London")

    // MARK: People

    /// The co-production officer at the operator's console: an organiser, and no member.
    public var officer: Person {
        Person(stage: stage, phone: stage.officer)
    }

    /// Somebody whom the bot does not know yet. The same name on the same platform is the same person.
    public func person(_ name: String, on platform: PretendPlatform = .app) -> Person {
        Person(stage: stage, phone: stage.phone(of: name, on: platform, address: name.lowercased()))
    }

    /// Somebody who has joined, by the name that they like to be called. What they were told about joining is
    /// passed over.
    /// - Throws: ``Trouble`` where they could not be let in.
    public func member(
        _ name: String, on platform: PretendPlatform = .app,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Person {
        let people = try letIn([name], on: platform, sourceLocation)
        return people[0]
    }

    /// Many people who have joined, called "Person 1" and so on, let in at once.
    /// - Throws: ``Trouble`` where they could not be let in.
    public func members(
        _ count: Int, on platform: PretendPlatform = .app,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> [Person] {
        try letIn((0..<count).map { "Person \($0 + 1)" }, on: platform, sourceLocation)
    }

    private func letIn(
        _ names: [String], on platform: PretendPlatform, _ location: SourceLocation
    ) throws -> [Person] {
        let people = names.map { person($0, on: platform) }
        stage.note("(\(names.count == 1 ? names[0] : "\(names.count) people") joined)")
        stage.deliver(
            people.map { person in
                Event(
                    key: stage.newKey(), address: person.phone.address, text: "\(Door.word) \(person.name)")
            }, from: platform, at: location)
        for person in people {
            person.ignoresTheRest()
            guard try stage.member(person) != nil else {
                throw Trouble(description: "\(person.name) could not be let in")
            }
        }
        return people
    }

    /// Another organiser, on a platform like everybody else, and no member.
    /// - Throws: where the database fails.
    public func organiser(_ name: String, on platform: PretendPlatform = .app) throws -> Person {
        let organiser = person(name, on: platform)
        try stage.machine.engine.ensureOperator(
            channel: platform.rawValue, address: organiser.phone.address)
        return organiser
    }

    /// Somebody who is a safeguarding lead, by a code that the officer made at the console. What anybody was told of it
    /// is passed over.
    /// - Throws: ``Trouble`` where they did not become one: without the plugin Welcome nobody can.
    public func lead(
        _ name: String, on platform: PretendPlatform = .app,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Person {
        let lead = person(name, on: platform)
        let before = stage.phones.values.filter(\.unseen.isEmpty)
        officer.says("INVITE safeguarding lead", sourceLocation: sourceLocation)
        let said = officer.messages.last { $0.text.contains("CODE ") }?.text
        guard let code = said?.firstMatch(of: /CODE ([A-Z0-9]+)/)?.1 else {
            throw Trouble(description: "there is no code for a safeguarding lead")
        }
        lead.says("CODE \(code)", sourceLocation: sourceLocation)
        if try known(lead)?.name == nil { lead.says(name, sourceLocation: sourceLocation) }
        for phone in before { Person(stage: stage, phone: phone).ignoresTheRest() }
        lead.ignoresTheRest()
        officer.ignoresTheRest()
        guard try known(lead)?.roles.contains(.safeguardingLead) == true else {
            throw Trouble(description: "\(name) did not become a safeguarding lead")
        }
        return lead
    }

    /// Several people write at the same moment, and the platform delivers it together.
    public func together(
        _ messages: [(person: Person, text: String)], sourceLocation: SourceLocation = #_sourceLocation
    ) {
        for platform in PretendPlatform.allCases {
            let here = messages.filter { $0.person.phone.platform == platform }
            for message in here { stage.note("\(message.person.name) says “\(message.text)”, with others") }
            stage.deliver(
                here.map {
                    Event(key: stage.newKey(), address: $0.person.phone.address, text: $0.text)
                }, from: platform, at: sourceLocation)
        }
    }

    /// Has somebody choose how they like to be written to, without the conversation about it.
    /// - Throws: where the database fails, or the bot does not know them.
    public func choose(_ ways: Ways, for person: Person) throws {
        try stage.machine.engine.setWays(
            ways, ofChannel: person.phone.platform.rawValue, address: person.phone.address)
        try stage.settle()
    }

    // MARK: What may go wrong

    /// True: every event is delivered twice, as platforms do now and then.
    public var deliversTwice: Bool {
        get { stage.deliversTwice }
        set { stage.deliversTwice = newValue }
    }

    /// True: a plugin may throw without failing the test, because the test is about that.
    public var allowsFailures: Bool {
        get { stage.allowsFailures }
        set { stage.allowsFailures = newValue }
    }

    /// What plugins threw so far, each with the type of the error.
    public var failures: [String] { stage.failures }

    /// What the bot wrote into its log so far: what failed and why, with nothing personal.
    public var log: [String] { stage.logged }

    /// Somebody looks at the operator's console again, after ``Mishap/nobodyThere``.
    public func operatorLooks(sourceLocation: SourceLocation = #_sourceLocation) {
        stage.perform(at: sourceLocation) {
            try stage.machine.engine.someoneIsThereNow(on: PretendPlatform.console.rawValue)
            try stage.settle()
        }
    }

    /// Has the next messages on a platform meet with a mishap each, in place of arriving.
    public func fails(_ mishap: Mishap, on platform: PretendPlatform = .app, times: Int = 1) {
        stage.mishaps[platform, default: []].insert(
            contentsOf: Array(repeating: mishap, count: times), at: 0)
    }

    /// Has something happen while the next message on a platform is on its way, before it is known what became of it.
    public func meanwhile(on platform: PretendPlatform = .app, _ happening: @escaping () -> Void) {
        stage.meanwhile[platform] = happening
    }
}
