import ChannelContract
import YouSaidKit

/// In which wording somebody reads.
struct Reader: Hashable {
    let form: WordingForm
    let language: String
    let emoji: Ways.Emoji

    init(form: WordingForm, language: String, emoji: Ways.Emoji = .asWritten) {
        self.form = form
        self.language = language
        self.emoji = emoji
    }

    /// How a member reads; somebody who has not joined reads the standard form.
    init(_ member: Member?) {
        form = member?.form ?? .standard
        language = member?.language ?? PeopleBook.defaultLanguage
        emoji = member?.ways.emoji ?? .asWritten
    }
}

/// Makes the words of a message out of its meaning, for one reader.
struct Composer: Sendable {
    let wording: Wording
    let forum: Forum

    /// The words of one prompt. Its folder is named by now.
    func words(_ prompt: Prompt, for reader: Reader) throws -> String {
        var text = try wording.render(
            prompt, form: reader.form, language: reader.language, zone: forum.timeZone)
        if NotUnderstood.isSaid(by: prompt) {
            text +=
                "\n\n"
                + (try wording.render(
                    NotUnderstood.reachAPerson, form: reader.form, language: reader.language,
                    zone: forum.timeZone))
        }
        return reader.emoji == .never ? text.withoutEmoji : text
    }

    /// The words of one of the core's own prompts.
    func core(_ name: String, _ values: [String: PromptValue] = [:], for reader: Reader) throws -> String {
        try words(Prompt(name, values, plugin: "core"), for: reader)
    }

    func compose(_ message: Message, for reader: Reader) throws -> OutgoingBody {
        var body = OutgoingBody(text: try paragraphs(message.paragraphs, for: reader))
        if let picture = message.picture {
            body.picture = DeliveredPicture(
                url: picture.url, description: try words(picture.description, for: reader))
        }
        if let chart = message.chart, body.picture == nil {
            body.chart = try compose(chart, for: reader)
        }
        if let link = message.link {
            body.link = DeliveredLink(url: link.url, label: try words(link.label, for: reader))
        }
        return body
    }

    /// - Parameters:
    ///   - lead: words that come before the question.
    ///   - chosen: the ids of choices that are shown as chosen.
    func compose(
        _ question: Question, id: Question.ID, saying lead: Prompt? = nil, chosen: Set<String> = [],
        for reader: Reader
    ) throws -> OutgoingBody {
        var body = OutgoingBody(
            text: try paragraphs([lead, question.text].compactMap(\.self), for: reader))
        body.buttons = try buttons(of: question, id: id, chosen: chosen, for: reader)
        if let picture = question.picture {
            body.picture = DeliveredPicture(
                url: picture.url, description: try words(picture.description, for: reader))
        }
        return body
    }

    private func paragraphs(_ prompts: [Prompt], for reader: Reader) throws -> String {
        var text = ""
        for prompt in prompts {
            if !text.isEmpty { text += "\n\n" }
            text += try words(prompt, for: reader)
        }
        return text
    }

    /// The same message for a platform without buttons: "1 Saturday" on a line each, and what stands beside the answers
    /// as words that can be sent.
    func numbered(_ body: OutgoingBody, for reader: Reader) throws -> OutgoingBody {
        guard !body.buttons.isEmpty else { return body }
        var lines: [String] = []
        for (index, button) in body.buttons.enumerated() where !button.isAside {
            if index == 0 { lines.append(try core("options-lead", for: reader)) }
            lines.append(
                try core(
                    "option", ["number": .number(index + 1), "label": .text(button.label)], for: reader))
        }
        let asides = body.buttons.filter(\.isAside).map(\.label)
        var numbered = body
        if !lines.isEmpty { numbered.text += "\n\n" + lines.joined(separator: "\n") }
        if !asides.isEmpty { numbered.text += "\n\n" + (try self.asides(asides, for: reader)) }
        numbered.buttons = []
        return numbered
    }

    /// A question as a phone shows it, for whoever makes it.
    func shown(_ question: Question, for reader: Reader, hasButtons: Bool) throws -> String {
        var body = try offeringMeanings(
            compose(question, id: Question.ID(rawValue: 0), for: reader), for: reader)
        if let picture = body.picture { body.text = "[\(picture.description)]\n\n" + body.text }
        guard hasButtons else { return try numbered(body, for: reader).text }
        guard !body.buttons.isEmpty else { return body.text }
        return body.text + "\n\n" + body.buttons.map { "[\($0.label)]" }.joined(separator: "\n")
    }

    /// "You can also send SKIP, BACK or PAUSE."
    func asides(_ labels: [String], for reader: Reader) throws -> String {
        guard let last = labels.last, labels.count > 1 else {
            return try core("asides-one", ["word": .text(labels.first ?? "")], for: reader)
        }
        let words = labels.dropLast().joined(separator: ", ")
        return try core("asides", ["words": .text(words), "last": .text(last)], for: reader)
    }

    /// - Parameter member: who is asked, where somebody else has the buttons who speaks for them.
    func buttons(
        of question: Question, id: Question.ID, chosen: Set<String>, for reader: Reader,
        asked member: Member.ID? = nil
    ) throws -> [ChoiceButton] {
        let start = ButtonData.start(id)
        let end = member.map { "." + String($0.rawValue, radix: 36) } ?? ""
        return try question.choices.indices.map { index in
            let choice = question.choices[index]
            return ChoiceButton(
                data: start + String(index) + end, label: try label(choice, for: reader),
                isChosen: chosen.contains(choice.id), isAside: choice.isAside)
        }
    }

    /// What stands on a choice's button: with a thumb, as it is, or without emoji.
    private func label(_ choice: Choice, for reader: Reader) throws -> String {
        switch reader.emoji {
        case .asWritten: return choice.label
        case .never: return choice.label.withoutEmoji
        case .thumbs:
            for (name, thumb) in [("yes", "👍"), ("no", "👎")] {
                let word = try core(name, for: reader)
                if choice.label.lowercased() == word.lowercased() { return "\(thumb) \(choice.label)" }
            }
            return choice.label
        }
    }

    /// A few words that say which question is meant.
    func title(of question: Question, for reader: Reader) throws -> String {
        if let title = question.title { return title }
        let text = try words(question.text, for: reader)
        return String(text.prefix { $0 != "\n" })
    }
}
