import ChannelContract
import Storage
import YouSaidKit

/// A question is known, and what was pressed or written is an answer to it: it is used, or asked back.
extension Conversation {
    mutating func pressed(_ press: Press) throws {
        cause.answering = AnsweredPress(press: press, buttons: [])
        let data = ButtonData(press.data)
        if let young = data?.member, try !takesVoice(of: young) { return }
        guard let member, let data,
            let asked = try parts.questions.asked(data.question, of: member.id, in: database),
            asked.question.choices.indices.contains(data.choice)
        else { return try say("not-asked") }
        try answer(asked, with: [asked.question.choices[data.choice]])
    }

    /// Takes what was written as the answer to one question.
    mutating func answer(_ asked: AskedQuestion, many: Bool) throws {
        if many {
            let title = try parts.composer.title(of: asked.question, for: reader)
            let lead = try parts.composer.core("confirm-title", ["title": .text(title)], for: reader)
            cause.lead = [cause.lead, lead].compactMap(\.self).joined(separator: "\n\n")
        }
        if asked.question.kind == .words {
            return try answer(asked, with: shortCut(asked.question).map { [$0] } ?? [])
        }
        let choices = meant(asked)
        if choices.isEmpty { return try unclear(asked) }
        try answer(asked, with: choices)
    }

    mutating func answer(_ asked: AskedQuestion, with choices: [Choice]) throws {
        guard let member, mayAnswer(asked) else { return try say("not-asked") }
        let wasAnswered = asked.state.isAnswered
        if wasAnswered, cause.speaker != nil, asked.speaker == nil {
            return try say("voice-answered")
        }
        if asked.isClosed || (asked.state != .open && !(wasAnswered && asked.question.canChange)) {
            if try pressedLate(asked, choices) { return }
            let title = try parts.composer.title(of: asked.question, for: reader)
            return try say("closed-question", ["title": .text(title)])
        }
        let isOwn = asked.plugin == SafetyDesk.owner
        let plugin = parts.plugins.plugin(asked.plugin)
        guard isOwn || plugin != nil else { return try say("sorry") }
        let isAside = choices.contains(where: \.isAside)
        cause.asked = asked
        cause.isStaffs = asked.isStaffs
        cause.vault = asked.question.vault.map { VaultName(plugin: asked.plugin, name: $0) }
        cause.chosen = asked.question.kind == .several || isAside ? [] : Set(choices.map(\.id))
        if let answering = cause.answering {
            cause.answering = AnsweredPress(
                press: answering.press,
                buttons: asked.question.canChange
                    ? try parts.composer.buttons(
                        of: asked.question, id: asked.id, chosen: cause.chosen, for: reader,
                        asked: askedInstead)
                    : [])
        }
        if isAside {
            try parts.questions.heardAside(asked, by: member.id, in: database)
        } else {
            try parts.questions.answer(asked, by: member.id, speaker: cause.speaker?.id, in: database)
        }
        if member.ways.oneAtATime { try releaseWaiting(for: member.id) }
        guard let plugin else { return try coreAnswer(asked, choices.first) }
        if !choices.isEmpty { try handedIn(besides: asked) }
        let answer = Answer(
            question: asked.question, id: asked.id, choices: choices, text: event.text,
            attachments: event.attachments, isChange: wasAnswered)
        after.said.append((member.id, .answer(asked.id)))
        do {
            try runner.run(plugin, for: &cause, &after) { try plugin.plugin.answer(answer, in: $0) }
        } catch var failure as PluginFailure {
            failure.vault = cause.vault
            throw failure
        }
    }

    /// The person who is asked, where somebody else has the buttons who speaks for them.
    var askedInstead: Member.ID? { cause.speaker == nil ? nil : member?.id }

    /// Asks again kindly; the second time with help; the third time a person is offered.
    mutating func unclear(_ asked: AskedQuestion) throws {
        guard let member else { return }
        // What was meant for a secret question is seen by nobody, understood or not.
        isUsed = asked.question.vault != nil
        if asked.isClosed {
            let title = try parts.composer.title(of: asked.question, for: reader)
            return try say("closed-question", ["title": .text(title)])
        }
        if try handedIn(answering: asked) { return }
        if event.text.isEmpty, event.attachments.contains(where: { !$0.canBePassed }) {
            return try say("attachment-not-kept")
        }
        if try wishedForPerson() { return }
        if let words = try feelingWords() ?? smallTalk() {
            cause.lead = [cause.lead, words].compactMap(\.self).joined(separator: "\n\n")
        }
        try parts.questions.misunderstood(asked, by: member.id, in: database)
        let question = PromptValue.text(try words(of: asked))
        if asked.tries >= 2 { return try say("unclear-person", ["question": question]) }
        let channel = cause.sender.flatMap { parts.channels[$0.channel] }
        let hasButtons = !member.ways.usesNumbers && channel?.hasButtons ?? false
        var lines = asked.question.choices.enumerated().compactMap { index, choice in
            choice.isAside
                ? nil
                : PromptValue.prompt(
                    Prompt(
                        "option", ["number": .number(index + 1), "label": .text(choice.label)],
                        plugin: "core"))
        }
        let asides = asked.question.choices.filter(\.isAside).map(\.label)
        if !hasButtons, !asides.isEmpty {
            lines.append(.text(try parts.composer.asides(asides, for: reader)))
        }
        let choices = PromptValue.lines(lines)
        let name = asked.tries == 0 ? "unclear" : "unclear-help"
        var body = OutgoingBody(
            text: try parts.composer.core(name, ["question": question, "choices": choices], for: reader))
        if hasButtons {
            body.buttons = try parts.composer.buttons(
                of: asked.question, id: asked.id, chosen: [], for: reader, asked: askedInstead)
        }
        try runner.reply(body, question: asked.id, &cause, &after)
    }
}

extension Question {
    /// Whether it asks for a yes that nobody takes back by answering again, and that nobody gives for somebody else: for
    /// such a one only a plain yes will do.
    var isConsent: Bool {
        kind == .choice && !canChange && !canBeEntered && choices.contains { $0.id == "yes" }
    }
}
