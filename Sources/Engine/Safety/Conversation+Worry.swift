import ChannelContract
import Spotting
import Storage
import YouSaidKit

/// Whether what somebody says belongs to a worry. It is looked at before anything else, and each message ends up in
/// exactly one place: what has a certain use is used as that, and all else of a worry stays in it.
extension Conversation {
    private var desk: SafetyDesk {
        SafetyDesk(parts: parts, database: database, now: runner.now)
    }

    // MARK: What belongs to it

    /// Keeps what belongs to a worry, tells a lead and answers.
    /// - Parameter finding: what may tell of harm in it.
    /// - Returns: false where it is something else, which is still to be done.
    mutating func belongsToWorry(_ finding: Finding?) throws -> Bool {
        guard isSaid, let sender = cause.sender, try !isStaffs() else { return false }
        let finding = withoutCommand(finding)
        if !isEdit, let word = read(event.text).reserved, !word.isMaybe, try !isForLead(word, sender) {
            return false
        }
        let all = try desk.book.ever(of: sender)
        guard finding != nil || !all.isEmpty else { return try comesInPieces(sender) }
        let open = try all.contains { !$0.isDone } ? desk.book.unfinished(of: sender) : nil
        let replied = try event.replyTo.flatMap { try desk.book.concern(repliedTo: $0, by: sender) }
        let waiting = try awaitsAnswer(open, all)
        let isConversation = try open.map { try desk.isConversation($0) } ?? false
        guard finding != nil || isConversation || replied != nil || waiting != nil else {
            if try answersWhetherOK(open, finding) { return true }
            return try comesInPieces(sender)
        }
        if try hasCertainUse(open, isFlagged: finding != nil, waits: waiting != nil, isConversation) {
            return false
        }
        if try answersWhetherOK(open, finding) { return true }
        // With what came before it a maybe may be sure.
        if finding?.certainty == .maybe, !isConversation, try comesInPieces(sender) { return true }
        if let finding, finding.certainty == .sure || !isConversation && replied == nil && waiting == nil {
            try raise(finding, from: sender)
        } else if let concern = replied ?? waiting ?? open {
            try keepOn(concern, sender, finding)
        }
        return true
    }

    /// "NAME Ben": where nothing sure was found, a word of the bot's own tells of nothing, and only what is behind it may.
    private func withoutCommand(_ finding: Finding?) -> Finding? {
        guard let finding, finding.certainty == .maybe,
            let call = read(event.text).call, !call.standsAlone,
            mayUse(call.word)
        else { return finding }
        return parts.spotter?.find(in: call.rest)
    }

    /// "Help me" said to a lead is no wish for a list of words: HELP alone is.
    private func isForLead(_ word: ReservedWord, _ sender: Sender) throws -> Bool {
        guard word == .help,
            FoldedText(event.text).words.contains(where: { !$0.isEmoji && $0.text != "help" })
        else { return false }
        let all = try desk.book.ever(of: sender)
        let open = try all.contains { !$0.isDone } ? desk.book.unfinished(of: sender) : nil
        if let open, try desk.isConversation(open) { return true }
        return try awaitsAnswer(open, all) != nil
    }

    var isEdit: Bool {
        if case .edit = event.kind { true } else { false }
    }

    /// Somebody said or sent something.
    var isSaid: Bool {
        switch event.kind {
        case .message, .edit: true
        case .press, .unreachable, .reachable, .group: false
        }
    }

    /// What staff say with a word of their role, and in the steps that it opens, is the forum's work.
    func isStaffs() throws -> Bool {
        guard let member, member.roles.contains(where: \.isStaff) else { return false }
        if let call = read(event.text).call,
            let audience = audience(of: call.word), audience.isStaffs, audience.includes(member),
            try call.word != Self.why || isAbout(call.rest)
        {
            return true
        }
        if let question = try repliedTo() { return question.isStaffs }
        let open = try parts.questions.answerable(by: member.id, in: database).first { $0.state != .answered }
        guard let open, open.isStaffs else { return false }
        return try !leadWroteAfter(open)
    }

    /// A lead wrote to them since they were asked this, and waits for the answer.
    private func leadWroteAfter(_ asked: AskedQuestion) throws -> Bool {
        guard let sender = cause.sender else { return false }
        let all = try desk.book.ever(of: sender)
        let open = try all.contains { !$0.isDone } ? desk.book.unfinished(of: sender) : nil
        guard let concern = try awaitsAnswer(open, all), let last = try desk.book.lastWrite(in: concern)
        else {
            return false
        }
        let list: Int64? = try database.first(
            "SELECT MAX(id) FROM core_outgoing WHERE question = $1", asked.id)?[0]
        return last.message > list ?? 0
    }

    private func audience(of word: String) -> Command.Audience? {
        (OwnCommands.find(word) ?? parts.plugins.command(word)?.command)?.audience
    }

    /// The worry in which a lead wrote last and waits for an answer, also where they have finished it since.
    private func awaitsAnswer(_ open: Concern?, _ all: [Concern]) throws -> Concern? {
        let lately = try cause.sender.flatMap {
            try desk.book.finishedLately(of: $0, within: Concern.quiet)
        }
        for concern in [open, lately].compactMap(\.self) {
            if let last = try desk.book.lastWrite(in: concern), !last.isAnswered { return concern }
        }
        return nil
    }

    // MARK: What has a certain use

    /// A command, a word for somebody else, or exactly a choice of the list that was shown last.
    private mutating func hasCertainUse(
        _ concern: Concern?, isFlagged: Bool, waits: Bool, _ isConversation: Bool
    ) throws -> Bool {
        let call = read(try wordsForWhomTheySpeak() ?? event.text).call
        // The bot's own words tell of no harm: "delete me". Whoever may not use one is told so.
        if let call, call.standsAlone, mayUse(call.word) || !isConversation && !waits { return true }
        if isEdit { return false }
        if isConversation || waits {
            if let asked = try concern.flatMap({ try fitsNewestList(of: $0) }) {
                exactly = asked
                return true
            }
        } else if isFlagged, let member, try isSomeChoice(member) {
            return true
        }
        if let call, mayUse(call.word) { return !waits && !isFlagged }
        return try !waits && !isFlagged && namesWhomTheySpeakFor()
    }

    /// Whether a command is one for whoever writes.
    func mayUse(_ word: String) -> Bool {
        guard let command = OwnCommands.find(word) ?? parts.plugins.command(word)?.command else {
            return false
        }
        let isJoining = member?.roles.isEmpty ?? false
        return command.audience.includes(member) || isJoining && command.isForJoining
    }

    /// An answer in the very words of a choice, or of several where several can be chosen, tells of nothing: they were an
    /// organiser's.
    func isSomeChoice(_ member: Member) throws -> Bool {
        let said = AnswerReader.cut(event.text).trimmed.lowercased()
        return try parts.questions.answerable(by: member.id, in: database).contains { asked in
            let labels = Set(asked.question.choices.map { $0.label.lowercased() })
            if labels.contains(said) { return true }
            guard asked.question.kind == .several else { return false }
            let named = said.replacing(" and ", with: ",").split { ",;&".contains($0) || $0.isNewline }
                .map { String($0).trimmed }.filter { !$0.isEmpty }
            return !named.isEmpty && named.allSatisfy(labels.contains)
        }
    }

    /// The question whose list somebody was shown last, where what they wrote is one of its choices and nothing else.
    /// A list from before what a lead wrote last counts no more; nor does one from before the worry where the words could
    /// be said to anybody: "no" is then said to the bot.
    private func fitsNewestList(of concern: Concern) throws -> AskedQuestion? {
        guard let member else { return nil }
        let write = try desk.book.lastWrite(in: concern)?.message
        let since = try write ?? (couldBeSaidToAnybody() ? desk.book.began(concern) : nil)
        let rows = try database.rows(
            """
            SELECT o.id, o.question FROM core_outgoing o JOIN core_contact c ON c.id = o.contact
            WHERE c.member = $1 AND o.question IS NOT NULL AND o.state IN (1, 2) ORDER BY o.id DESC LIMIT 10
            """, member.id)
        for row in rows {
            guard let asked = try parts.questions.asked(try row[1], of: member.id, in: database),
                !asked.isClosed, asked.state != .ended, asked.state != .waiting,
                asked.state != .answered || asked.question.canChange
            else { continue }
            let isExact = chosenExactly(asked.question) != nil
            // What the bot itself asked about the worry stands beside the list that was shown before it.
            if asked.plugin == SafetyDesk.owner, !isExact { continue }
            let list: Int64 = try row[0]
            return isExact && list > since ?? 0 ? asked : nil
        }
        return nil
    }

    /// "Yes", "no", "2", "sad": said to whoever spoke last.
    private func couldBeSaidToAnybody() throws -> Bool {
        let said = FoldedText(event.text).words.filter { !$0.isEmoji }.map(\.text).joined(separator: " ")
        return try said.isEmpty || Int(said) != nil || Self.saidToAnybody.contains(said) || saysNotOK()
    }

    private static let saidToAnybody: Set<String> = [
        "yes", "y", "yeah", "yep", "yea", "ok", "okay", "no", "n", "nope", "nah", "maybe", "idk", "not sure",
        "i do not know", "i dont know", "dont know", "good", "bad", "fine", "nothing", "nobody", "none",
    ]

    /// The choice that was written: its label, one of its words, or its number where numbers were shown.
    func chosenExactly(_ question: Question) -> Choice? {
        let text = AnswerReader.cut(event.text)
        let said = FoldedText(text).words
        guard !said.isEmpty else { return nil }
        let found = question.choices.first { choice in
            ([choice.label] + choice.words).contains { FoldedText($0).words == said }
        }
        if let found { return found }
        guard showsNumbers, let number = Int(text.trimmed),
            question.choices.indices.contains(number - 1)
        else { return nil }
        return question.choices[number - 1]
    }

    /// Whether whoever writes is shown choices as a list with numbers.
    var showsNumbers: Bool {
        let hasButtons = cause.sender.flatMap { parts.channels[$0.channel] }?.hasButtons ?? false
        return !hasButtons || member?.ways.usesNumbers ?? false
    }

    // MARK: How are you?

    /// What is said to "How are you?": "not OK", however it is said, asks for a person. Where it is not sure that
    /// anything is wrong, they were told that they can say here what is, and that only leads read it: so all that is no
    /// certain answer to something else belongs to it too. What tells of harm for sure does more.
    private mutating func answersWhetherOK(_ concern: Concern?, _ finding: Finding?) throws -> Bool {
        guard let concern, let sender = cause.sender, !isEdit, try isAskedHowTheyAre(concern) else {
            return false
        }
        if try saysNotOK() {
            try desk.book.isMeant(concern)
            try desk.keep(
                try words(from: sender), of: sender, in: try desk.book.concern(concern.id) ?? concern,
                tells: .person, &after)
            try sayPersonIsWanted(concern)
            return true
        }
        guard concern.isMaybe, runner.now - concern.heard < Concern.quiet, finding?.certainty != .sure,
            try !namesWhomTheySpeakFor(),
            read(event.text).call == nil,
            try fitsNewestList(of: concern) == nil
        else { return false }
        try keepOn(concern, sender, finding)
        return true
    }

    /// They were asked how they are, and nothing has ended that. Who is not known has no question, and was asked in words.
    private func isAskedHowTheyAre(_ concern: Concern) throws -> Bool {
        guard let member else { return concern.isMaybe && runner.now - concern.heard < Concern.quiet }
        return try parts.questions.answerable(by: member.id, in: database).contains {
            $0.state != .answered && $0.plugin == SafetyDesk.owner
                && $0.question.name == SafetyDesk.CoreQuestion.worry.rawValue
                && $0.question.data["concern"] == "\(concern.id)"
        }
    }

    private func saysNotOK() throws -> Bool {
        func plain(_ text: String) -> String {
            FoldedText(text.filter { $0 != "'" && $0 != "’" }).words.filter { !$0.isEmoji }.map(\.text)
                .joined(separator: " ")
        }
        let said = plain(event.text)
        return try parts.composer.core("worry-not-ok-words", for: reader).split(whereSeparator: {
            $0 == "," || $0.isNewline
        }).contains {
            plain(String($0)) == said
        }
    }
}

extension Command.Audience {
    /// Only those who run the forum may say it.
    var isStaffs: Bool {
        if case .roles(let roles) = self { roles.allSatisfy(\.isStaff) } else { false }
    }
}
