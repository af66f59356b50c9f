/// One event being handled: what came, who it came from, and what should happen because of it.
///
/// A turn is one transaction. Nothing that is said here is sent before everything is stored.
///
/// ```swift
/// let member = try turn.requireMember()
/// try turn.database.run(
///     "INSERT INTO tea_cup (id, member) VALUES ($1, $2)", turn.newID(), member.id)
/// turn.reply("tea-comes", ["forum": .text(turn.forum.name)])
/// turn.wake("cold", at: turn.now + .minutes(20))
/// ```
/// A turn belongs to the call that it was given to. It is not kept, and not handed to another thread.
public final class Turn {
    /// The plugin whose turn it is.
    public let plugin: String
    /// The moment at which the turn began. Plugins read no other clock.
    public let now: Moment
    /// The forum that the bot serves.
    public let forum: Forum
    /// The member whose turn it is; nil where somebody writes who has not joined, or where a timer began it.
    public let member: Member?
    /// The tables. The plugin touches only its own, whose names start with its id.
    public let database: any Database
    /// The forum's list of people.
    public let people: any People
    /// What the configuration says for this plugin.
    public let settings: Settings
    /// The languages that there are words in.
    public let languages: [Language]

    private let makeID: () -> Int64
    let render: (Prompt) throws -> String
    private let advise: (String, [String]) -> [Prompt]

    /// What should happen, in order.
    @_spi(Host) public private(set) var effects: [Effect] = []

    /// Made by the host for each event.
    @_spi(Host) public init(
        plugin: String, now: Moment, forum: Forum, member: Member?, database: any Database,
        people: any People,
        settings: Settings, languages: [Language], makeID: @escaping () -> Int64,
        render: @escaping (Prompt) throws -> String,
        advise: @escaping (String, [String]) -> [Prompt]
    ) {
        self.plugin = plugin
        self.now = now
        self.forum = forum
        self.member = member
        self.database = database
        self.people = people
        self.settings = settings
        self.languages = languages
        self.makeID = makeID
        self.render = render
        self.advise = advise
    }

    /// The member whose turn it is.
    /// - Throws: ``PeopleError/notAMember`` where there is none.
    public func requireMember() throws -> Member {
        guard let member else { throw PeopleError.notAMember }
        return member
    }

    /// A new number for a row of the plugin's own. Numbers grow and are never reused.
    public func newID() -> Int64 { makeID() }

    // MARK: Saying

    /// Answers whoever began the turn, with words from one prompt.
    public func reply(_ name: String, _ values: [String: PromptValue] = [:]) {
        reply(Prompt(name, values))
    }

    /// Answers whoever began the turn, in paragraphs.
    public func reply(_ paragraphs: Prompt...) {
        reply(paragraphs)
    }

    /// Answers whoever began the turn, in as many paragraphs as there are.
    public func reply(_ paragraphs: [Prompt]) {
        record(.say(Message(paragraphs: paragraphs, kind: .reply).owned(by: plugin), to: nil))
    }

    /// Says something to one member.
    public func say(_ message: Message, to member: Member.ID) {
        record(.say(message.owned(by: plugin), to: member))
    }

    /// Says something to somebody who asked to join.
    public func say(_ message: Message, to request: JoinRequest.ID) {
        record(.sayToRequest(message.owned(by: plugin), request))
    }

    /// Says something to each member of a group. Big groups are written in pages, which goes on after a crash.
    public func broadcast(_ message: Message, to group: Group) {
        record(.tell(message.owned(by: plugin), group, id: makeID()))
    }

    /// Hands voice notes, pictures and files that came with this turn's message to everybody with a role, to listen
    /// to and look at.
    ///
    /// ```swift
    /// if !answer.attachments.isEmpty {
    ///     turn.pass(answer.attachments, to: .organiser, about: Prompt("somebody-says", ["poll": "Which day?"]))
    ///     turn.reply("passed-on")
    /// }
    /// ```
    /// Those who use the same app get the thing itself; others are told where they can get it. What it is fetched by
    /// stays sealed while it waits, and goes when the person who sent it is erased. A place on the map and
    /// somebody's number are never handed on. Nothing happens where there is nothing to hand on.
    /// - Parameters:
    ///   - attachments: what came with the message.
    ///   - role: who gets it.
    ///   - about: words that say what it is, in paragraphs.
    public func pass(_ attachments: [Attachment], to role: Role, about: Prompt...) {
        record(.pass(attachments, to: role, Message(paragraphs: about).owned(by: plugin)))
    }

    /// The words of a prompt, as the person of this turn reads them. For what becomes part of other words, such
    /// as a choice's label; whole messages go out with ``reply(_:_:)`` or ``say(_:to:)-(_,Member.ID)``.
    /// - Throws: where the prompt is missing or has other placeholders.
    public func words(_ name: String, _ values: [String: PromptValue] = [:]) throws -> String {
        try render(Prompt(name, values).owned(by: plugin))
    }

    /// Advice on words that somebody wrote for others to read: what could be easier, with what to write in its
    /// place where that can be said. At most 3 pieces, the most useful first; none where all is well. Show them in
    /// a preview. It is advice and never a wall: people may send what they wrote.
    /// - Parameters:
    ///   - text: what somebody wrote.
    ///   - choices: the labels that people will choose from.
    public func advice(on text: String, choices: [String] = []) -> [Prompt] { advise(text, choices) }

    // MARK: Asking

    /// Asks whoever began the turn.
    /// - Returns: the question, by which it can be closed.
    @discardableResult public func ask(_ question: Question) -> Question.ID {
        let id = Question.ID(rawValue: makeID())
        record(.ask(question.owned(by: plugin), id: id, to: nil))
        return id
    }

    /// Asks one member.
    @discardableResult public func ask(_ question: Question, to member: Member.ID) -> Question.ID {
        let id = Question.ID(rawValue: makeID())
        record(.ask(question.owned(by: plugin), id: id, to: member))
        return id
    }

    /// Asks each member of a group the same question. It is one question: close it once and it is closed for all.
    @discardableResult public func ask(_ question: Question, to group: Group) -> Question.ID {
        let id = Question.ID(rawValue: makeID())
        record(.askGroup(question.owned(by: plugin), group, id: id))
        return id
    }

    /// Asks whoever began the turn a question that was asked before: one that they missed, or one from before
    /// they joined. What they answered stays. Nothing happens where the question is closed.
    public func ask(again question: Question.ID) {
        record(.askAgain(question))
    }

    /// Yes and No, with the other words that people use for them, in the words of the person of this turn.
    /// ``Answer/isYes`` tells which it was.
    /// - Throws: where the core's prompts for them are missing.
    public func yesAndNo() throws -> [Choice] {
        func choice(_ name: String) throws -> Choice {
            let others = try render(Prompt(name + "-words", plugin: "core"))
            let words = others.split(whereSeparator: { $0 == "," || $0.isWhitespace }).map(String.init)
            return Choice(name, label: try render(Prompt(name, plugin: "core")), words: words)
        }
        return [try choice("yes"), try choice("no")]
    }

    /// Closes a question: an answer that comes now is told kindly that it is too late.
    public func close(_ question: Question.ID) {
        record(.closeQuestion(question))
    }

    // MARK: Later

    /// Sets a timer, or moves the one with the same key. It comes back in ``Plugin/wake(_:in:)``.
    ///
    /// A timer that sets itself again in its own turn, under the same key, goes on even after a backup was brought
    /// back; its data is then as it was in the backup. Set in any other turn since the backup, it is lost with it. A
    /// timer that had its turn has it no second time, though what the turn wrote down is lost: give each thing that
    /// is said once a timer of its own, and it is not said again.
    public func wake(_ key: String, at due: Moment, data: [String: String] = [:]) {
        record(.setTimer(key: key, due: due, local: nil, data: data))
    }

    /// Sets a timer for a time on the wall, which stays right when the clocks change.
    ///
    /// ```swift
    /// let today = try LocalTime(turn.now, zone: turn.forum.timeZone)
    /// let evening = LocalTime(
    ///     year: today.year, month: today.month, day: today.day, hour: 18, minute: 0, zone: today.zone)
    /// try turn.wake("evening", at: evening, data: ["room": "2"])
    /// ```
    /// - Throws: ``TimeError``.
    public func wake(_ key: String, at time: LocalTime, data: [String: String] = [:]) throws {
        record(.setTimer(key: key, due: try time.moment(), local: time, data: data))
    }

    /// Takes a timer back. Nothing happens where there is none.
    public func cancelWake(_ key: String) {
        record(.cancelTimer(key: key))
    }

    // MARK: Telling the rest of the bot

    /// Tells the other plugins. Each hears it in a turn of its own, after this one.
    public func publish(_ name: String, _ data: [String: String] = [:]) {
        record(.publish(News(source: plugin, name: name, data: data)))
    }

    /// Notes in the audit trail that the person of this turn did something. No message text, no names.
    public func audit(_ action: String, about member: Member.ID? = nil) {
        record(.audit(action: action, about: member))
    }

    /// Erases a person: every plugin forgets them, then the core does. It counts from the moment the turn ends,
    /// also for a backup that is brought back later.
    public func erase(_ member: Member.ID) {
        record(.erase(member))
    }

    private func record(_ effect: Effect) {
        effects.append(effect)
    }
}

/// The forum that a bot serves.
public struct Forum: Sendable, Hashable {
    /// What people know it by: "Voices United".
    public let name: String
    /// The name of its time zone, "Europe/London".
    public let timeZone: String

    /// Made by the host from the configuration.
    public init(name: String, timeZone: String) {
        self.name = name
        self.timeZone = timeZone
    }
}
