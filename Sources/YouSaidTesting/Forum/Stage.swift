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
    private let folder: URL
    private var lives = 1
    private var keys = 0

    let officer = Phone(owner: "Officer", platform: .console, address: Stage.officerAddress)
    private var phones: [String: Phone]
    private var transcript: [String] = []
    var mishaps: [PretendPlatform: [Mishap]] = [:]
    /// Where the next lives of the process end.
    var crashesToCome: [CrashPoint] = []
    var deliversTwice = false
    var allowsFailures = false
    /// What plugins threw so far.
    var failures: [String] = []

    init(
        _ plugins: [any Plugin], settings: PretendForum.PluginSettings, prompts: String?,
        words: [String: [String: String]], startingAt start: LocalTime
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
                key: try SealingKey(bytes: Array(repeating: 7, count: 32)),
                clock: PretendClock(try start.moment()), watch: watch)
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

    private static func place(_ platform: PretendPlatform, _ address: String) -> String {
        platform.rawValue + " " + address
    }

    /// A number that the platform gives to something, new each time.
    func newKey() -> String {
        keys += 1
        return "\(keys)"
    }

    // MARK: What happens

    /// Hands over what somebody did, as the platform would: again where it was not told that it is stored, and
    /// twice where the test wants that. Then does everything that follows from it.
    func deliver(_ events: [Event], from platform: PretendPlatform, at location: SourceLocation) {
        passTime()
        perform(at: location) {
            for _ in 0..<(deliversTwice ? 2 : 1) { try handOver(events, from: platform) }
            try settle()
        }
    }

    /// Everything that somebody does takes a second.
    func passTime() { setup.clock.move(to: setup.clock.now + .seconds(1)) }

    private func handOver(_ events: [Event], from platform: PretendPlatform) throws {
        while true {
            do {
                try machine.engine.acceptNow(events, from: platform.rawValue)
                guard machine.crash.isDead else { return }
            } catch {
                guard machine.crash.isDead else { throw error }
            }
            try startAgain()
        }
    }

    /// Does what is due until nothing is, through whatever crashes are planned.
    func settle() throws {
        while true {
            do {
                try settleInThisLife()
                guard machine.crash.isDead else { return }
            } catch {
                guard machine.crash.isDead else { throw error }
            }
            try startAgain()
        }
    }

    private func settleInThisLife() throws {
        var isBusy = true
        while isBusy {
            isBusy = false
            for due in DueWork.allCases {
                while try machine.engine.performNow(due) { isBusy = true }
            }
            for platform in PretendPlatform.allCases {
                let sent = try machine.engine.deliverDue(channel: platform.rawValue) {
                    arrive($0, on: platform)
                }
                if sent > 0 { isBusy = true }
            }
        }
    }

    /// Does something that may go wrong, and tells the test what did.
    func perform(at location: SourceLocation, _ body: () throws -> Void) {
        do {
            try body()
        } catch {
            fail("the bot could not go on: \(error)", at: location)
        }
        for fault in setup.watch.takeFaults() { tell(fault, at: location) }
    }

    private func tell(_ fault: PluginWatch.Fault, at location: SourceLocation) {
        switch fault {
        case .threw(let plugin, let error):
            guard !error.hasPrefix("\(CrashPlan.ProcessDied.self)") else { return }
            note("(the plugin '\(plugin)' threw \(error))")
            failures.append(error)
            if !allowsFailures { fail("the plugin '\(plugin)' threw \(error)", at: location) }
        case .unusedValue(let plugin, let prompt, let value):
            fail(
                "the plugin '\(plugin)' gives the prompt '\(prompt)' a value '\(value)' that its words have no "
                    + "place for", at: location)
        }
    }

    // MARK: What arrives

    /// A message reaches the platform.
    private func arrive(_ delivery: Delivery, on platform: PretendPlatform) -> SendReport {
        guard !machine.crash.isDead else { return SendReport(.unknown(reason: "the process has died")) }
        let phone = phones[Self.place(platform, delivery.address)]
        if var planned = mishaps[platform], let mishap = planned.popLast() {
            mishaps[platform] = planned
            note("(a message to \(phone?.owner ?? "nobody") meets: \(mishap))")
            if mishap == .lineBreaks(arrives: true), let phone { show(delivery, on: phone) }
            return SendReport(mishap.outcome)
        }
        guard let phone else { return SendReport(.refused(.noSuchAddress, reason: "no such phone")) }
        if phone.blocks { return SendReport(.refused(.unreachable, reason: "blocked")) }
        if phone.address != delivery.address { return SendReport(.moved(to: phone.address)) }
        let message = show(delivery, on: phone)
        // Here the process may die, and then nobody hears the report.
        try? machine.crash.pass(.whileSending)
        return SendReport(.sent(receipt: message.number), partsDelivered: 1)
    }

    @discardableResult private func show(_ delivery: Delivery, on phone: Phone) -> PretendMessage {
        let message = phone.show(delivery)
        let buttons = message.buttons.map { $0.isChosen ? "[✓ \($0.label)]" : "[\($0.label)]" }
        note("    to \(phone.owner): \(message.text)" + (buttons.isEmpty ? "" : "\n" + buttons.joined()))
        return message
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
    func replaceMachine(with disk: PretendDisk) throws {
        lives += 1
        let old = machine
        let next = try PretendDisk("life-\(lives + 1)", in: folder)
        old.store.close()
        machine = try Machine(setup, disk: disk, next: next)
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
        let longest = 60
        let lines = transcript.suffix(longest).joined(separator: "\n  ")
        let earlier = transcript.count > longest ? "  …\n" : ""
        Issue.record("\(what)\nThe conversation so far:\n\(earlier)  \(lines)", sourceLocation: location)
    }
}
