import YouSaidKit

/// SETTINGS: how somebody likes to be written to, one choice at a time. It holds everywhere from the next message on.
struct ChoosingWays {
    /// The questions of the conversation. Each has its choices, which are prompts named "choose-" and their id.
    enum Step: String, CaseIterable {
        case menu = "settings"
        case more = "settings-more"
        case reading = "settings-reading"
        case answering = "settings-answering"
        case one = "settings-one"
        case quiet = "settings-quiet"
        case emoji = "settings-emoji"
        case pause = "settings-pause"
        case language = "settings-language"

        var choices: [String] {
            switch self {
            case .menu: ["reading", "answering", "one", "quiet", "more"]
            case .more: ["emoji", "pause", "language"]
            case .reading: ["easy-read", "standard"]
            case .answering: ["buttons", "numbers"]
            case .one: ["one-yes", "one-no"]
            case .quiet: ["quiet-morning", "quiet-school", "quiet-evening", "quiet-none"]
            case .emoji: ["emoji-as-written", "emoji-thumbs", "emoji-never"]
            case .pause: ["pause-none", "pause-short", "pause-long", "pause-longest"]
            case .language: []
            }
        }
    }

    /// The parts of a day that are offered; any other can be written.
    private static let partsOfDay = [
        "quiet-morning": QuietHours(from: 0, until: 12 * 60),
        "quiet-school": QuietHours(from: 8 * 60 + 30, until: 15 * 60 + 30),
        "quiet-evening": QuietHours(from: 17 * 60, until: 0),
    ]
    /// Minutes between two messages.
    private static let pauses = ["pause-none": 0, "pause-short": 10, "pause-long": 60, "pause-longest": 240]

    private let turn: Turn

    init(_ turn: Turn) { self.turn = turn }

    /// SETTINGS.
    func begin() throws { try ask(.menu) }

    private func ask(_ step: Step, saying words: String? = nil) throws {
        var choices = try step.choices.enumerated().map { place, id in
            // A number is an answer too where any words are.
            Choice(id, label: try turn.words("choose-\(id)"), words: step == .quiet ? ["\(place + 1)"] : [])
        }
        if step == .language { choices = turn.languages.map { Choice($0.id, label: $0.name) } }
        // With one language there is nothing to choose.
        if step == .more, turn.languages.count < 2 { choices.removeLast() }
        turn.ask(
            Question(
                step.rawValue, Prompt(words ?? step.rawValue), choices: choices,
                kind: step == .quiet ? .words : .choice))
    }

    /// Takes the answer to one of these questions.
    /// - Returns: false where it is to another question.
    func took(_ answer: Answer) throws -> Bool {
        guard let step = Step(rawValue: answer.question.name) else { return false }
        let id = answer.choice?.id ?? ""
        switch step {
        case .menu, .more:
            if let next = Step(rawValue: "settings-" + id) { try ask(next) }
        case .reading: try AboutMe(turn).read(id == "easy-read" ? .easyRead : .standard)
        case .answering: try answers(withNumbers: id == "numbers")
        case .one: try change { $0.oneAtATime = id == "one-yes" }.then("kept-" + id)
        case .quiet: try quiet(answer)
        case .emoji:
            let emoji: [String: Ways.Emoji] = ["emoji-thumbs": .thumbs, "emoji-never": .never]
            try change { $0.emoji = emoji[id] ?? .asWritten }.then("kept-" + id)
        case .pause:
            try change { $0.pause = Self.pauses[id] ?? 0 }.then(
                id == "pause-none" ? "kept-pause-none" : "kept-pause")
        case .language:
            guard turn.languages.contains(where: { $0.id == id }) else { return true }
            try turn.people.setLanguage(id, of: try turn.requireMember().id)
            turn.reply("kept-language")
        }
        return true
    }

    /// NUMBERS and BUTTONS, and the same by SETTINGS.
    func answers(withNumbers: Bool) throws {
        try change { $0.usesNumbers = withNumbers }.then(withNumbers ? "kept-numbers" : "kept-buttons")
    }

    private func quiet(_ answer: Answer) throws {
        if answer.choice?.id == "quiet-none" {
            return try change { $0.quiet = nil }.then("kept-quiet-none")
        }
        let hours =
            answer.choice.flatMap { Self.partsOfDay[$0.id] ?? nil } ?? QuietHoursText.read(answer.text)
        guard let hours else { return try ask(.quiet, saying: "quiet-unclear") }
        _ = try change { $0.quiet = hours }
        turn.reply(
            "kept-quiet", ["from": .time(try moment(hours.from)), "until": .time(try moment(hours.until))])
    }

    /// A time of today, to be written as people read it.
    private func moment(_ minute: Int) throws -> Moment {
        let today = try LocalTime(turn.now, zone: turn.forum.timeZone)
        return try LocalTime(
            year: today.year, month: today.month, day: today.day, hour: minute / 60, minute: minute % 60,
            zone: today.zone
        ).moment()
    }

    private func change(_ body: (inout Ways) -> Void) throws -> Changed {
        let member = try turn.requireMember()
        var ways = member.ways
        body(&ways)
        try turn.people.setWays(ways, of: member.id)
        return Changed(turn: turn)
    }

    /// Says what was changed.
    private struct Changed {
        let turn: Turn
        func then(_ prompt: String) { turn.reply(prompt) }
    }
}

/// Quiet hours as people write them: "9am to 3pm", "21:00-7:00", "from 10 pm until 7:30 am".
enum QuietHoursText {
    /// Nil where it is no part of a day.
    static func read(_ text: String) -> QuietHours? {
        let times = text.lowercased().replacing("midday", with: "12pm").replacing("noon", with: "12pm")
            .replacing("midnight", with: "12am")
            .matches(of: #/([0-9]{1,2})(?:[:.]([0-9]{2}))? *(am|pm)?/#)
        guard times.count == 2, let from = minute(times[0].output), let until = minute(times[1].output) else {
            return nil
        }
        return QuietHours(from: from, until: until)
    }

    private static func minute(_ found: (Substring, Substring, Substring?, Substring?)) -> Int? {
        guard var hour = Int(found.1), let minutes = Int(found.2 ?? "0"), minutes < 60 else { return nil }
        if let half = found.3 {
            guard (1...12).contains(hour) else { return nil }
            hour = hour % 12 + (half == "pm" ? 12 : 0)
        }
        return hour < 24 ? hour * 60 + minutes : nil
    }
}
