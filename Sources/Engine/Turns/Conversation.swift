import ChannelContract
import Storage
import YouSaidKit

/// Finds out what somebody means and hands it to whoever it is for: a press or a reply to its own question, a
/// reserved word to the engine, bare text to the latest open question, a command word to its plugin.
struct Conversation {
    let runner: TurnRunner
    var event: Event
    var cause: TurnCause
    var after = AfterCommit()
    /// What came, as it was read before the writer had it.
    var arrived: ReadText?
    /// The question whose choice was written, where that was found before anything else was looked at.
    var exactly: AskedQuestion?
    /// What was found out about what was written.
    private let readings = Readings()
    /// False where what was written was neither an answer nor a command.
    var isUsed = true
    /// What came was handed to organisers, for this question or by itself.
    var handedIn: HandedIn?
    /// True where what was written may be a secret answer, and nobody knows yet to which question.
    var mayBeSecret = false

    var parts: EngineParts { runner.parts }
    var database: any Database { runner.database }
    var member: Member? { cause.sender?.member }
    var reader: Reader { Reader(member) }

    mutating func handle() throws {
        if cause.pace == .tellThem { try say("too-fast") }
        switch event.kind {
        case .message: try message()
        case .press(let press):
            if let contact = cause.sender?.contact { parts.albums.end(of: contact.id) }
            try pressed(press)
            // Where nobody said anything the platform still has to be told that the press arrived.
            if cause.answering != nil { try runner.reply(OutgoingBody(text: ""), &cause, &after) }
        case .edit: if member != nil { try say("edited") }
        case .unreachable: try setReachable(false)
        case .reachable: try setReachable(true)
        case .group: try refuseGroup()
        }
    }

    /// Says that this is no place to talk, but not at every message of the group.
    private mutating func refuseGroup() throws {
        guard let group = cause.sender?.hash, parts.groups.maySpeak(to: group, at: runner.now) else { return }
        after.groups.append(group)
        try say("group", ["forum": .text(parts.forum.name)])
    }

    // MARK: What was written

    mutating func message() throws {
        if try wentWithAlbum() { return }
        try newMessage()
        if event.album != nil { noteAlbum() }
    }

    private mutating func newMessage() throws {
        if let asked = exactly, let choice = chosenExactly(asked.question) {
            return try answer(asked, with: [choice])
        }
        if let question = try repliedTo() {
            if try reserved(onlyUrgent: true) || explained(onlyCommand: true) { return }
            if try repliedAboutWorry(question) { return }
            if let member, question.question.vault != nil {
                let all = try parts.questions.answerable(by: member.id, in: database).filter(mayAnswer)
                if try heardOtherWords(before: question, among: all) { return }
            }
            return try answer(question, many: false)
        }
        if try reserved(onlyUrgent: false) || explained(onlyCommand: true) || helped() { return }
        if try speaksForSomebody() { return }
        let call = usableCall
        if let call, try namesWorry(call.word, call.rest) { return try command(call.word, call.rest) }
        // A choice that is named like a command wins in its question, and a word that somebody may not use is none for them.
        if let call, call.standsAlone, mayUse(call.word), try !isChoice() {
            return try command(call.word, call.rest)
        }
        if let member, try answered(by: member, instead: call?.word) { return }
        if let call { return try command(call.word, call.rest) }
        if try explained(onlyCommand: false) { return }
        try nothingFits()
    }

    /// The command that the message begins with. "Why did you write to me?" is none, whoever asks it.
    private var usableCall: (word: String, rest: String, standsAlone: Bool)? {
        guard let call = read(event.text).call else { return nil }
        guard call.word == Self.why, !call.standsAlone else { return call }
        return mayUse(call.word) && Self.mayBeName(call.rest) ? call : nil
    }

    /// The question of ours that the person replied to, with the platform's own "reply".
    func repliedTo() throws -> AskedQuestion? {
        guard let receipt = event.replyTo, let contact = cause.sender?.contact, let member else { return nil }
        let row = try database.first(
            """
            SELECT question FROM core_outgoing
            WHERE contact = $1 AND receipt = $2 AND question IS NOT NULL
            """, contact.id, receipt)
        guard let row else { return nil }
        return try parts.questions.asked(try row[0], of: member.id, in: database)
    }

    /// Takes bare text as the answer to a question, if it fits one.
    /// - Parameter command: the command word that it begins with.
    private mutating func answered(by member: Member, instead command: String?) throws -> Bool {
        let all = try parts.questions.answerable(by: member.id, in: database).filter(mayAnswer)
        let open = all.filter { $0.state == .open || $0.state == .again }
        if try heardOtherWords(first: all) { return true }
        // What nobody can read is the answer to what was asked last.
        // What leads were asked about a worry is answered by its button alone: what they send is not for organisers.
        let latest = open.first {
            !$0.isAboutWorry || $0.question.name == SafetyDesk.CoreQuestion.worry.rawValue
        }
        if needsPerson, event.text.isEmpty, let latest, latest.question.kind != .words {
            if try heardOtherWords(before: latest, among: all) || handedIn(answering: latest) { return true }
        }
        if let newest = try listOfNumber(among: all),
            !meant(newest).isEmpty || showsNumbers && !newest.question.hearsOtherWords
        {
            if try heardOtherWords(before: newest, among: all) || askedAgain(newest) { return true }
            try answer(newest, many: isOneOfSeveral(newest, among: all))
            return true
        }
        let fitting = fitting(among: all)
        for asked in open {
            if asked.question.kind == .words {
                // A word that somebody may not use is no name of theirs either; nor is one that they may use, or an answer
                // to something else, because nothing waits for a name.
                if let command, asked.plugin == SafetyDesk.owner, asked.isAboutName || !mayUse(command) {
                    return false
                }
                if asked.isAboutName, fitting.contains(where: { $0.state != .answered }) { continue }
                switch try isCommand(command, amid: asked, by: member) {
                case .answer: break
                case .command: return false
                case .askedBack: return true
                }
                if try heardOtherWords(before: asked, among: all) || askedAgain(asked) { return true }
                try answer(asked, many: isOneOfSeveral(asked, among: all))
                return true
            }
            // "What does EHCP mean?" is no vote for the choice with that word.
            if WordFinder.asked(event.text) != nil, try explained(onlyCommand: false) { return true }
            let choices = meant(asked)
            if !choices.isEmpty, !choices.contains(where: { isRather(command, than: $0, by: member) }) {
                if try heardOtherWords(before: asked, among: all) || askedAgain(asked) { return true }
                if isUnclearWhich(asked, among: fitting) {
                    try askWhich(fitting, by: member)
                } else {
                    try answer(asked, many: isOneOfSeveral(asked, among: all))
                }
                return true
            }
        }
        if command != nil { return false }
        for asked in all where asked.question.hearsOtherWords {
            if try heard(asked) { return true }
        }
        if let latest = open.first(where: { !$0.isAboutWorry && !$0.isOffer }) {
            if try explained(onlyCommand: false) { return true }
            try unclear(latest)
            return true
        }
        // Nothing is open: a clear choice changes the latest answer that can be changed.
        guard let asked = fitting.first else { return false }
        if isUnclearWhich(asked, among: fitting) {
            try askWhich(fitting, by: member)
        } else {
            try answer(asked, many: all.count > 1)
        }
        return true
    }

    /// What somebody writes right after an answer to a question that hears other words may belong to that answer.
    private mutating func heardOtherWords(first all: [AskedQuestion]) throws -> Bool {
        guard let member, case .answer(let last) = parts.lastSaid.part(of: member.id),
            let asked = all.first(where: { $0.id == last && $0.question.hearsOtherWords })
        else { return false }
        return try heard(asked)
    }

    /// In a survey whose answers are secret, an answer that waits for its words hears them before the question that is
    /// open, whatever this process remembers: so that question keeps no trace of them.
    private mutating func heardOtherWords(
        before open: AskedQuestion, among all: [AskedQuestion]
    ) throws -> Bool {
        guard let vault = open.question.vault else { return false }
        for asked in all where asked.state == .answered && asked.question.hearsOtherWords {
            guard asked.question.vault == vault, asked.plugin == open.plugin else { continue }
            if try heard(asked) { return true }
        }
        return false
    }

    /// Hands what was written or sent to a question that hears other words too, with the choices that it fits.
    /// - Returns: false where the plugin did not take it.
    mutating func heard(_ asked: AskedQuestion) throws -> Bool {
        guard let member, asked.question.kind != .words, !asked.isClosed, mayAnswer(asked),
            let plugin = parts.plugins.plugin(asked.plugin),
            cause.speaker == nil || !asked.state.isAnswered || asked.speaker != nil
        else { return false }
        let answer = Answer(
            question: asked.question, id: asked.id, choices: [], text: event.text,
            attachments: event.attachments, isChange: asked.state.isAnswered)
        cause.asked = asked
        cause.vault = asked.question.vault.map { VaultName(plugin: asked.plugin, name: $0) }
        cause.isUnclear = false
        do {
            try runner.run(plugin, for: &cause, &after) { try plugin.plugin.answer(answer, in: $0) }
        } catch var failure as PluginFailure {
            failure.vault = cause.vault
            throw failure
        }
        guard !cause.isUnclear else {
            cause.asked = nil
            cause.vault = nil
            return false
        }
        try parts.questions.answer(asked, by: member.id, speaker: cause.speaker?.id, in: database)
        after.said.append((member.id, .answer(asked.id)))
        return true
    }

    /// The choice of a free-text question, where exactly its words were written: anything else is the answer.
    func shortCut(_ question: Question) -> Choice? { exact(question.choices) }

    private func exact(_ choices: [Choice]) -> Choice? {
        let said = AnswerReader.cut(event.text).trimmed.lowercased()
        return choices.first { choice in
            ([choice.label] + choice.words).contains { $0.lowercased() == said }
        }
    }

    /// Whether the command of an organiser or the like is meant: "TELL Never again" is no "I cannot tell", but with a
    /// choice "Poll station" "poll staton" is an answer.
    private func isRather(_ command: String?, than choice: Choice, by member: Member) -> Bool {
        guard let command, let known = parts.plugins.command(command)?.command,
            case .roles = known.audience, known.audience.includes(member)
        else { return false }
        let word = FoldedText.folded(command)
        return FoldedText.folded(choice.label).prefix(word.count) != word[...]
    }

    /// The choices that were meant; none where that is not clear.
    func meant(_ asked: AskedQuestion) -> [Choice] {
        if let known = readings.known[asked.id], known.text == event.text, known.question == asked.question,
            known.numbers == showsNumbers
        {
            return known.choices
        }
        let choices = chosen(of: asked)
        readings.known[asked.id] = Readings.Reading(
            text: event.text, question: asked.question, numbers: showsNumbers, choices: choices)
        return choices
    }

    private func chosen(of asked: AskedQuestion) -> [Choice] {
        let question = asked.question
        // Somebody who may be in danger: "yes" means nothing there, and only a choice's own words are that choice.
        if asked.isAboutWorry {
            return chosenExactly(question).map { [$0] } ?? []
        }
        let asides = question.choices.filter(\.isAside)
        if !asides.isEmpty, let aside = exact(asides) { return [aside] }
        let answers = asides.isEmpty ? question.choices : question.choices.filter { !$0.isAside }
        return read(question, answers).choices
    }

    /// What was written means this for a question.
    private func read(_ question: Question, _ answers: [Choice]) -> AnswerReading {
        let wanted: AnswerReader.Wanted =
            question.kind == .several ? .several : question.isConsent ? .consent : .one
        return AnswerReader(answers, shown: showsNumbers ? .numbers : .buttons, wanted: wanted)
            .read(event.text)
    }

    // MARK: Commands

    /// Whether whoever wrote may use a command. Where not, they are told so kindly.
    private mutating func may(_ audience: Command.Audience, isForJoining: Bool = false) throws -> Bool {
        let isJoining = member?.roles.isEmpty ?? false
        if audience.includes(member) || (isJoining && isForJoining) { return true }
        if member != nil, !isJoining {
            try say("not-allowed")
        } else {
            try say("only-members", ["forum": .text(parts.forum.name)])
        }
        return false
    }

    /// What is said to the engine itself, by somebody who may.
    private mutating func ownCommand(_ word: String, _ text: String) throws {
        if let own = OperatorCommand(rawValue: word) { return try operatorCommand(own) }
        if let own = RightsCommand(rawValue: word) { return try rightsCommand(own, text) }
        if word == Self.erase { return try erasePerson(text) }
        if word == Self.why { return try why(text) }
        if let own = LeadCommand(rawValue: word) { return try leadCommand(own, text) }
        if let own = RoleCommand(rawValue: word) { return try roleCommand(own, text) }
        if let own = ContactCommand(rawValue: word) { return try contactCommand(own, text) }
        try explain(text)
    }

    /// The word by which people come in, whichever plugin hears it.
    private static let joining = "JOIN"

    mutating func command(_ word: String, _ text: String) throws {
        // What is about a person themself is theirs alone, whoever speaks for them.
        let isForOthers =
            word == WordFinder.command || parts.plugins.command(word)?.command.isForOthers ?? false
        if cause.speaker != nil, !isForOthers { return try say("voice-not-this") }
        if let right = RightsCommand(rawValue: word), text.isEmpty, try applicantSaid(right) { return }
        if let own = OwnCommands.find(word) {
            return try may(own.audience, isForJoining: own.isForJoining) ? ownCommand(word, text) : ()
        }
        guard let found = parts.plugins.command(word) else { return try nothingFits() }
        guard try may(found.command.audience, isForJoining: found.command.isForJoining) else { return }
        // What only staff may do leaves a trace of who did it.
        if found.command.audience.isStaffs {
            cause.isStaffs = true
            try runner.audit(
                "said \(word)", about: nil, by: (cause.speaker ?? member)?.id, plugin: found.plugin.id)
        }
        // Who joins wants messages again.
        if word == Self.joining, cause.sender?.contact.map({ $0.stopped != nil }) ?? true { try comeBack() }
        let call = CommandCall(word: word, text: text, attachments: event.attachments)
        if let member { after.said.append((member.id, .command(plugin: found.plugin.id, word: word))) }
        try runner.run(found.plugin, for: &cause, &after) { try found.plugin.plugin.handle(call, in: $0) }
    }
}

/// What one message means for each question that it was held against, because several places ask. A class, so that
/// looking is no change of the conversation.
private final class Readings {
    struct Reading {
        let text: String
        let question: Question
        let numbers: Bool
        let choices: [Choice]
    }

    var known: [Question.ID: Reading] = [:]
}

extension String {
    /// Without white space around it.
    var trimmed: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
