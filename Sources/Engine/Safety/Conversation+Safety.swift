import ChannelContract
import Storage
import YouSaidKit

/// What the person of a worry is told and asked, what they answer, and HELP NOW.
extension Conversation {
    private var desk: SafetyDesk {
        SafetyDesk(parts: parts, database: database, now: runner.now)
    }

    /// HELP NOW: the numbers to call, and how to get a person of the forum. It asks nothing: a number that somebody
    /// writes afterwards is still the answer to what they were asked before.
    mutating func helpNow() throws {
        try say("help-now", ["helplines": helplines()])
    }

    /// Somebody answered a question that the engine asked.
    mutating func coreAnswer(_ asked: AskedQuestion, _ choice: Choice?) throws {
        if asked.question.name == AttachmentDesk.question { return try listened(asked, choice) }
        if asked.isOffer { return try sendTable(asked) }
        if try roleAnswer(asked, choice) { return }
        if let own = RightsQuestion(rawValue: asked.question.name) {
            return try rightsAnswer(own, asked, choice)
        }
        let concern = try concern(of: asked)
        switch SafetyDesk.CoreQuestion(rawValue: asked.question.name) {
        case .worry, .kept: try worryAnswer(asked, concern, choice)
        case .concern: try look(at: concern, takes: true)
        case .reading: try look(at: concern, takes: false)
        case .sorting: try sort(asked, concern, choice)
        case nil: try say("not-asked")
        }
    }

    func concern(of asked: AskedQuestion) throws -> Concern? {
        try asked.question.data["concern"].flatMap { Int64($0) }.flatMap { try desk.book.concern($0) }
    }

    /// A button about a worry that was pressed after its question had ended: "I need a person" always counts.
    mutating func pressedLate(_ asked: AskedQuestion, _ choices: [Choice]) throws -> Bool {
        guard asked.plugin == SafetyDesk.owner, cause.answering != nil, let choice = choices.first,
            [.worry, .kept].contains(SafetyDesk.CoreQuestion(rawValue: asked.question.name))
        else { return false }
        try worryAnswer(asked, try concern(of: asked), choice)
        return true
    }

    private mutating func worryAnswer(_ asked: AskedQuestion, _ concern: Concern?, _ choice: Choice?) throws {
        switch choice?.id {
        case SafetyDesk.Choices.needsPerson: try wantsPerson()
        case SafetyDesk.Choices.isOK: try isOK(concern)
        case SafetyDesk.Choices.forLead: try say("worry-stays")
        case SafetyDesk.Choices.answer, SafetyDesk.Choices.other: try useOtherwise(asked, concern)
        default: try say("not-asked")
        }
    }

    /// "I'm OK": a lead still looks at it.
    private mutating func isOK(_ concern: Concern?) throws {
        if let concern, !concern.isDone {
            try desk.book.note("concern-says-ok-line", in: concern)
            if concern.state == .held { try desk.tellWhoHasIt(concern, "concern-says-ok", &after) }
        }
        try say("worry-ok-heard")
    }

    /// "I need a person", as a button or as PERSON NOW.
    /// - Parameter saidFor: for whom a supporter or parent says so, by the name that they like to be called.
    mutating func wantsPerson(saidFor: String? = nil) throws {
        guard let sender = cause.sender else { return }
        cause.pace = .atOnce
        let known = try desk.book.unfinished(of: sender)
        var words = KeptWords(text: try parts.composer.core("concern-wants-person-words", for: Reader(nil)))
        words.saidFor = saidFor
        let opened = try desk.book.open(
            of: sender, kinds: known == nil ? ["asks-for-a-person"] : [], isMaybe: false)
        try desk.book.isMeant(opened.concern)
        try desk.keep(words, of: sender, in: opened.concern, tells: .person, &after)
        try sayPersonIsWanted(try desk.book.concern(opened.concern.id) ?? opened.concern)
    }

    /// The person asked for a person: what is true is said, and the rest once a lead was reached.
    mutating func sayPersonIsWanted(_ concern: Concern) throws {
        let canReach = try desk.canReachLead(for: concern)
        if canReach { try owe(concern) }
        try say(
            canReach ? "worry-person-told" : "worry-person-nobody-there", ["helplines": try helplines()])
    }

    /// They are told once a lead's platform has taken what it was told.
    private func owe(_ concern: Concern) throws {
        try database.run("UPDATE core_concern SET owed = 1 WHERE id = $1", concern.id)
    }

    /// Answers whoever said something that may tell of harm, and asks how they are. Somebody who is not known cannot be
    /// asked: they are told what to write.
    mutating func askHowTheyAre(_ concern: Concern, _ line: Int64, isMaybe: Bool) throws {
        let canReach = try desk.canReachLead(for: concern)
        if canReach, !isMaybe { try owe(concern) }
        let name = isMaybe ? "worry-maybe" : canReach ? "worry" : "worry-nobody-there"
        var choices = [SafetyDesk.Choices.isOK, SafetyDesk.Choices.needsPerson]
        if isMaybe { choices.append(SafetyDesk.Choices.other) }
        try askAboutKept(
            .worry, Prompt(name, ["helplines": try helplines()], plugin: SafetyDesk.owner), concern, line,
            choices, offersAnswer: !isMaybe)
    }

    /// Says that a message is with the leads, and where it may have been an answer offers to use it as that.
    mutating func sayKept(_ concern: Concern, _ line: Int64) throws {
        let canReach = try desk.canReachLead(for: concern)
        let name = !canReach ? "worry-kept-nobody" : needsPerson ? "worry-sent" : "worry-kept"
        let values = name == "worry-kept" ? [:] : ["helplines": try helplines()]
        try askAboutKept(
            .kept, Prompt(name, values, plugin: SafetyDesk.owner), concern, line, [], offersAnswer: true)
    }

    private mutating func askAboutKept(
        _ name: SafetyDesk.CoreQuestion, _ words: Prompt, _ concern: Concern, _ line: Int64,
        _ choices: [String], offersAnswer: Bool
    ) throws {
        var choices = try choices.map { id in
            Choice(id, label: try parts.composer.core("worry-" + id, for: reader))
        }
        let kept = try desk.book.line(line, of: concern)
        if let member, offersAnswer, let question = kept?.words.question,
            let asked = try parts.questions.asked(
                Question.ID(rawValue: question), of: member.id, in: database), !asked.isClosed
        {
            if name == .kept { choices.append(try forLead(concern)) }
            let title = PromptValue.text(try parts.composer.title(of: asked.question, for: reader))
            choices.append(
                Choice(
                    SafetyDesk.Choices.answer,
                    label: try parts.composer.core("worry-answer", ["title": title], for: reader)))
        }
        guard let member, !choices.isEmpty else {
            return try runner.reply(
                OutgoingBody(text: try parts.composer.words(words, for: reader)), &cause, &after)
        }
        if name == .worry { try endQuestions(.worry, concern, member.id) }
        let question = Question(
            name.rawValue, words,
            title: try parts.composer.core(name == .kept ? "worry-kept-title" : "worry-title", for: reader),
            choices: choices,
            data: ["concern": "\(concern.id)", "line": "\(line)"], canChange: name == .worry)
        let id = Question.ID(rawValue: parts.makeID())
        try parts.questions.keep(question, id: id, plugin: SafetyDesk.owner, in: database)
        try parts.questions.ask(id, member.id, in: database)
        try runner.reply(
            try parts.composer.compose(question, id: id, for: reader), question: id, &cause, &after)
    }

    private func forLead(_ concern: Concern) throws -> Choice {
        let name =
            try concern.state == .held ? concern.lead.flatMap { try desk.people.member($0)?.name } : nil
        return Choice(
            SafetyDesk.Choices.forLead,
            label: try parts.composer.core(
                name == nil ? "worry-for-lead" : "worry-for-name", name.map { ["name": .text($0)] } ?? [:],
                for: reader))
    }

    /// Ends the questions of one kind about a worry that somebody was asked before.
    func endQuestions(
        _ name: SafetyDesk.CoreQuestion, _ concern: Concern, _ member: Member.ID
    ) throws {
        for asked in try parts.questions.answerable(by: member, in: database)
        where asked.plugin == SafetyDesk.owner && asked.question.name == name.rawValue
            && asked.question.data["concern"] == "\(concern.id)"
        {
            try database.run(
                "UPDATE core_asked SET state = $1 WHERE member = $2 AND question = $3", AskedState.ended,
                member, asked.id)
        }
    }

    /// What was kept was an answer, or about something else: it leaves the worry, and is used as what it was.
    private mutating func useOtherwise(_ asked: AskedQuestion, _ concern: Concern?) throws {
        guard let concern, let id = asked.question.data["line"].flatMap({ Int64($0) }),
            let line = try desk.book.line(id, of: concern), line.kind == .said
        else { return try say("worry-moved") }
        try desk.book.take(line, outOf: concern)
        try desk.book.note("concern-moved-line", in: concern)
        // The press has been heard; what follows is about the message.
        if cause.answering != nil { try runner.reply(OutgoingBody(text: ""), &cause, &after) }
        try useAsSaid(line.words)
    }

    /// Uses what was said as if there had never been a worry.
    mutating func useAsSaid(_ words: KeptWords) throws {
        event = Event(
            key: event.key, address: event.address, text: words.text, attachments: words.attachments ?? [],
            replyTo: words.replyTo)
        if let member, let question = words.question,
            let asked = try parts.questions.asked(
                Question.ID(rawValue: question), of: member.id, in: database), !asked.isClosed
        {
            return try answer(asked, many: true)
        }
        try message()
    }
}
