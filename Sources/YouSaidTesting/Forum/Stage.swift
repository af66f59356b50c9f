import ChannelContract
import Engine
import Foundation
import Sealing
import Testing
import YouSaidKit

/// Everything behind a ``PretendForum`` and its people: the process that runs now, the phones, the clock, and what
/// was said so far. Used from the test's own thread alone.
final class Stage {
    static let language = "en-GB"
    static let officerAddress = "operator"
    static let forumName = "Voices United"

    let setup: Machine.Setup
    private(set) var machine: Machine
    let folder: URL
    private(set) var lives = 1
    private var keys = 0

    let officer = Phone(owner: "Officer", platform: .console, address: Stage.officerAddress)
    private(set) var phones: [String: Phone]
    private(set) var transcript: [String] = []
    /// Hears of failures in place of the test: for what runs outside one.
    var onFailure: ((String) -> Void)?
    /// While it is there, what people do is kept here, and the platform has yet to deliver it.
    var delayed: [(platform: PretendPlatform, event: Event)]?
    /// What was delivered last, and when.
    var delivered: [(platform: PretendPlatform, event: Event, moment: Moment)] = []
    var mishaps: [PretendPlatform: [Mishap]] = [:]
    /// What happens while the next message on a platform is on its way.
    var meanwhile: [PretendPlatform: () -> Void] = [:]
    /// Where the next lives of the process end.
    var crashesToCome: [CrashPoint] = []
    /// True: what is said to everybody is not written out yet.
    var holdsBroadcasts = false
    /// True: nothing is sent yet but to the operator's console.
    var holdsMessages = false
    /// What goes wrong on purpose, to see that a story finds it.
    var fault: PlantedFault?
    var faultCount = 0
    var deliversTwice = false
    var allowsFailures = false
    /// What plugins threw so far.
    var failures: [String] = []
    /// What the engine wrote into its log.
    var logged: [String] = []

    init(
        _ plugins: [any Plugin], settings: PretendForum.PluginSettings, prompts: String?,
        words: [String: [String: String]], publicURL: String? = nil,
        keep: [String: Duration] = [:], manners: Manners, startingAt start: LocalTime
    ) throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "yousaid-pretend-\(UUID().uuidString)")
        self.folder = folder
        phones = [Self.place(.console, Self.officerAddress): officer]
        do {
            let disk = try PretendDisk("life-1", in: folder)
            let next = try PretendDisk("life-2", in: folder)
            let wording = try PretendPrompts.load(folder: prompts, words: words, in: folder)
            let watch = PluginWatch(wording: wording, crash: CrashPlan(disk: disk, copy: next))
            let watched = (plugins + [Door()]).map { plugin in
                ActivePlugin(
                    WatchedPlugin(plugin: plugin, watch: watch),
                    settings: Settings(
                        settings[plugin.manifest.id] ?? [:], declared: plugin.manifest.settings))
            }
            setup = Machine.Setup(
                forum: Forum(name: Self.forumName, timeZone: start.zone), plugins: watched, wording: wording,
                key: try SealingKey(bytes: Array(repeating: 7, count: 32)), manners: manners,
                clock: PretendClock(try start.moment()), watch: watch, publicURL: publicURL, keep: keep)
            machine = try Machine(setup, disk: disk, next: next)
        } catch {
            try? FileManager.default.removeItem(at: folder)
            throw error
        }
    }

    deinit {
        machine.store.close()
        try? FileManager.default.removeItem(at: folder)
    }

    // MARK: Phones

    /// The phone of somebody, a new one where they had none.
    func phone(of name: String, on platform: PretendPlatform, address: String) -> Phone {
        let place = Self.place(platform, address)
        if let known = phones[place] { return known }
        let phone = Phone(owner: name, platform: platform, address: address)
        phones[place] = phone
        return phone
    }

    func move(_ phone: Phone) {
        let old = phone.address
        phone.address = old + "-moved"
        note("\(phone.owner) has a new address")
        phones[Self.place(phone.platform, phone.address)] = phone
    }

    static func place(_ platform: PretendPlatform, _ address: String) -> String {
        platform.rawValue + " " + address
    }

    /// A number that the platform gives to something, new each time.
    func newKey() -> String {
        keys += 1
        return "\(keys)"
    }

    // MARK: Lives of the process

    /// The process has died: another one starts from what the disk held then.
    func startAgain() throws {
        let remains = try machine.crash.remains()
        note("(the bot crashes and starts again)")
        try replaceMachine(with: remains)
        if let next = crashesToCome.popLast() { machine.crash.plan(next, after: 0) }
    }

    /// Ends this life of the process, and begins another from a disk.
    func replaceMachine(with disk: PretendDisk, isRestoring: Bool = false) throws {
        lives += 1
        let old = machine
        let next = try PretendDisk("life-\(lives + 1)", in: folder)
        old.store.close()
        if fault == .diskLost { try? FileManager.default.removeItem(atPath: disk.database + "-wal") }
        machine = try Machine(setup, disk: disk, next: next, isRestoring: isRestoring)
        try? FileManager.default.removeItem(at: old.disk.folder)
    }

    /// An empty disk beside the one in use, for a restore.
    func newDisk(_ name: String) throws -> PretendDisk { try PretendDisk(name, in: folder) }

    // MARK: The conversation so far

    func note(_ line: String) {
        let indented = line.split(separator: "\n", omittingEmptySubsequences: false)
        transcript.append(indented.joined(separator: "\n        "))
    }

    /// Fails the test at its own line, with the conversation so far.
    func fail(_ what: String, at location: SourceLocation) {
        if let onFailure { return onFailure(what) }
        let longest = 60
        let lines = transcript.suffix(longest).joined(separator: "\n  ")
        let earlier = transcript.count > longest ? "  …\n" : ""
        Issue.record("\(what)\nThe conversation so far:\n\(earlier)  \(lines)", sourceLocation: location)
    }
}
