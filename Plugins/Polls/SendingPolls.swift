import YouSaidKit

/// Sends a poll at once, or at its time; closes it and reminds people by itself.
struct SendingPolls {
    private let turn: Turn
    private let polls: PollStore

    init(_ turn: Turn) {
        self.turn = turn
        polls = PollStore(turn.database)
    }

    /// What is wrong with the times of a poll that is to be sent now; nil where nothing is.
    func fault(in terms: PollTerms) throws -> Prompt? {
        let opens = try terms.opens?.moment()
        let closes = try terms.closes?.moment()
        if let opens, opens <= turn.now { return Prompt("fault-opens-past") }
        if let closes, closes <= turn.now { return Prompt("fault-closes-past") }
        if let opens, let closes, closes <= opens { return Prompt("fault-closes-first") }
        return nil
    }

    /// Keeps a poll, and asks everybody or sets the clock for it.
    func send(_ draftPlan: PollPlan, by author: Member.ID) throws {
        let plan = try AskingQuestions(turn).complete(draftPlan)
        guard try start(plan, by: author) != nil else { return }
        turn.audit("sent a poll")
        guard let opens = try plan.terms.opens?.moment() else { return turn.reply("poll-sent") }
        turn.reply("poll-waits", ["date": .date(opens), "time": .time(opens)])
    }

    /// The same without a word to anybody but those who are asked.
    /// - Parameters:
    ///   - plan: the poll with all its choices.
    ///   - author: nil for one that the bot makes by itself.
    /// - Returns: the poll; nil where it asks nothing.
    func start(_ plan: PollPlan, by author: Member.ID?) throws -> Poll.ID? {
        let id = Poll.ID(rawValue: turn.newID())
        let asking = AskingQuestions(turn)
        // The key is there before the first vote comes.
        if let vault = plan.ballotTerms(id, round: 0).vault { _ = try turn.vault(vault) }
        let asked = try plan.questions.indices.map {
            turn.prepare(try asking.question($0 + 1, of: plan, poll: id))
        }
        guard let first = asked.first else { return nil }
        let opensLater = plan.terms.opens != nil
        try polls.add(plan, id: id, by: author, asked: asked, opened: opensLater ? nil : turn.now)
        if let opens = plan.terms.opens {
            try turn.wake(PollTimer.open(id).key, at: opens)
            return id
        }
        turn.ask(again: first, to: plan.terms.audience)
        try setTimers(id, plan.terms)
        return id
    }

    // MARK: By the clock

    /// A poll's time has come.
    func open(_ id: Poll.ID) throws {
        guard let poll = try polls.poll(id), try polls.open(id, at: turn.now) else { return }
        // The bot may have been down until after the end.
        if let closes = try poll.terms.closes?.moment(), closes <= turn.now {
            return try ClosingPolls(turn).closeByItself(id)
        }
        turn.ask(again: poll.askedAs, to: poll.terms.audience)
        try setTimers(id, poll.terms)
    }

    private func setTimers(_ id: Poll.ID, _ terms: PollTerms) throws {
        if let closes = terms.closes { try turn.wake(PollTimer.close(id).key, at: closes) }
        guard terms.reminders > 0 else { return }
        // Between now and the end they come evenly, and where there is no end every 3 days.
        let span = try terms.closes.map { try $0.moment() - turn.now }
        for number in 1...terms.reminders {
            let after = span.map { $0 * number / (terms.reminders + 1) } ?? .hours(72 * Int64(number))
            turn.wake(PollTimer.remind(id, number).key, at: turn.now + after)
        }
    }

    /// Asks those who have not answered once more.
    func remind(_ id: Poll.ID) throws {
        guard let poll = try polls.poll(id), poll.isOpen else { return }
        var words = Prompt("reminder")
        if let closes = try poll.terms.closes?.moment() {
            words = Prompt("reminder-until", ["date": .date(closes), "time": .time(closes)])
        }
        turn.ask(again: poll.askedAs, to: .unanswered(poll.askedAs), saying: words)
    }

    /// Takes a poll's timers back, once it is closed.
    func cancelTimers(of poll: Poll) {
        turn.cancelWake(PollTimer.close(poll.id).key)
        for number in stride(from: 1, through: poll.terms.reminders, by: 1) {
            turn.cancelWake(PollTimer.remind(poll.id, number).key)
        }
    }
}

/// What the plugin is woken for.
enum PollTimer: Hashable {
    case open(Poll.ID)
    case close(Poll.ID)
    /// Which reminder of a poll, from 1.
    case remind(Poll.ID, Int)

    static let plans = [
        Planned("open:", "a poll goes out"), Planned("close:", "a poll closes"),
        Planned("remind:", "whoever has not answered a poll is reminded"),
    ]

    var key: String {
        switch self {
        case .open(let id): "open:\(id.rawValue)"
        case .close(let id): "close:\(id.rawValue)"
        case .remind(let id, let number): "remind:\(id.rawValue):\(number)"
        }
    }

    /// Reads a key; nil where it is another's.
    init?(key: String) {
        let parts = key.split(separator: ":")
        guard parts.count >= 2, let number = Int64(parts[1]) else { return nil }
        let id = Poll.ID(rawValue: number)
        switch (parts[0], parts.count) {
        case ("open", 2): self = .open(id)
        case ("close", 2): self = .close(id)
        case ("remind", 3):
            guard let place = Int(parts[2]) else { return nil }
            self = .remind(id, place)
        default: return nil
        }
    }
}
