import Foundation
import HTTP
import Testing
import Threads

/// Members who vote, change their minds and give themselves names without a pause, each on their own. As Telegram
/// does, they post an update again until it is answered with 200, and now and then once more after that.
final class Voters: Sendable {
    static let choices = ["Saturday", "Sunday", "Monday", "Tuesday", "Not sure"]

    /// What one of them did, once it was acknowledged.
    struct Deed: Sendable {
        let voter: Int
        let update: String
        /// The choice that was voted for, counted from 0; nil where a name was given.
        let choice: Int?
        /// What the bot must say to it.
        let reply: String
    }

    private struct State {
        var deeds: [Deed] = []
        var begun = 0
        var redelivered = 0
        var repeated = 0
        var isStopping = false
        var faults: [String] = []
    }

    let phones: [Phone]
    private let forum: LiveForum
    private let state = Guarded(State())
    /// How many replies may be outstanding: more would only wait for the pace that Telegram allows.
    private let window: Int
    private let heardBefore: Int

    init(_ phones: [Phone], of forum: LiveForum, window: Int) {
        self.phones = phones
        self.forum = forum
        self.window = window
        heardBefore = forum.heard.count
    }

    /// Members who have joined and been asked one poll.
    static func gather(_ count: Int, in forum: LiveForum, window: Int) async throws -> Voters {
        let phones = (1...count).map { forum.person("Voter\($0)") }
        for phone in phones { try await phone.says("/start") }
        try await forum.ask("Which day suits you? | " + choices.joined(separator: " | "))
        for phone in phones { try await phone.hears("Which day suits you?") }
        try await forum.waitUntilQuiet()
        return Voters(phones, of: forum, window: window)
    }

    /// Everything that was acknowledged, in the order of the acknowledgements.
    var deeds: [Deed] { state.with { $0.deeds } }
    /// How often an update was posted again because no 200 had come.
    var redelivered: Int { state.with { $0.redelivered } }
    /// How often an update was posted again although a 200 had come.
    var repeated: Int { state.with { $0.repeated } }
    /// Answers that were not what Telegram should get.
    var faults: [String] { state.with { $0.faults } }
    var acknowledged: Int { state.with { $0.deeds.count } }

    /// Lets everybody finish what they are at.
    func stop() { state.with { $0.isStopping = true } }

    /// Works until ``stop()``.
    func run(seed: UInt64) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in phones.indices {
                group.addTask { try await self.run(index, Chance(seed: seed &+ UInt64(index) &* 7919)) }
            }
            try await group.waitForAll()
        }
    }

    private func run(_ index: Int, _ chance: Chance) async throws {
        var chance = chance
        var own: [Deed] = []
        while try await mayGoOn() {
            if own.count > 3, Int.random(in: 0..<20, using: &chance) == 0 {
                let old = own[Int.random(in: own.indices, using: &chance)]
                try await deliver(old.update, isPress: false)
                state.with {
                    $0.repeated += 1
                    // Nothing is said to it.
                    $0.begun -= 1
                }
                continue
            }
            let deed = try makeDeed(index, number: own.count, &chance)
            try await deliver(deed.update, isPress: deed.update.contains("callback_query"))
            state.with { $0.deeds.append(deed) }
            own.append(deed)
        }
    }

    private func mayGoOn() async throws -> Bool {
        while true {
            try Task.checkCancellation()
            let heard = forum.heard.count - heardBefore
            let (isStopping, mayBegin) = state.with { state in
                let mayBegin = state.begun - heard < window
                if mayBegin, !state.isStopping { state.begun += 1 }
                return (state.isStopping, mayBegin)
            }
            if isStopping { return false }
            if mayBegin { return true }
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    private func makeDeed(_ index: Int, number: Int, _ chance: inout Chance) throws -> Deed {
        let phone = phones[index]
        if Int.random(in: 0..<5, using: &chance) == 0 {
            let name = "Zq" + Self.letters(index) + "x" + Self.letters(number)
            return Deed(
                voter: index, update: try update(phone, "text", "NAME " + name), choice: nil,
                reply: "Thank you. Your name here is now \(name).")
        }
        let choice = Int.random(in: Self.choices.indices, using: &chance)
        let label = Self.choices[choice]
        let reply = "You chose \(label). You can change this until the poll closes."
        if Int.random(in: 0..<5, using: &chance) == 0 {
            return Deed(
                voter: index, update: try update(phone, "text", label), choice: choice, reply: reply)
        }
        let question = try #require(phone.messages.first { $0.labels.contains(label) })
        let data = try #require(question.buttons.first { $0.label == label }?.data)
        return Deed(
            voter: index, update: try update(phone, "press", data, question.number), choice: choice,
            reply: reply)
    }

    private func update(
        _ phone: Phone, _ shape: String, _ text: String, _ message: Int64? = nil
    ) throws -> String {
        try forum.update(
            TelegramUpdate(shape: shape, chat: phone.chat, name: phone.name, text: text, message: message))
    }

    /// A number without digits, which could be taken for a choice's.
    private static func letters(_ number: Int) -> String {
        String(String(number).compactMap { $0.wholeNumberValue }.map { Array("bcdfghjklm")[$0] })
    }

    /// Posts until the answer is 200.
    private func deliver(_ update: String, isPress: Bool) async throws {
        let end = ContinuousClock.now + .seconds(120)
        while ContinuousClock.now < end {
            do {
                let answer = try await forum.post(update)
                if answer.status == 200 {
                    let body = String(decoding: answer.body, as: UTF8.self)
                    if isPress, !body.contains("answerCallbackQuery") {
                        state.with { $0.faults.append("a press was not answered: \(body)") }
                    }
                    return
                }
                if answer.status != 503 { state.with { $0.faults.append("HTTP \(answer.status)") } }
            } catch {
                // The program is down, or went down before it answered.
            }
            state.with { $0.redelivered += 1 }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw NotInTime(description: "an update was never taken")
    }
}
