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
        let text = try wording.render(
            prompt, form: reader.form, language: reader.language, zone: forum.timeZone)
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
        if let link = message.link {
            body.link = DeliveredLink(url: link.url, label: try words(link.label, for: reader))
        }
        return body
    }

    func compose(_ question: Question, id: Question.ID, for reader: Reader) throws -> OutgoingBody {
        var body = OutgoingBody(text: try words(question.text, for: reader))
        body.buttons = try buttons(of: question, id: id, chosen: nil, for: reader)
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

    /// The same message for a platform without buttons: "1 Saturday" on a line each.
    func numbered(_ body: OutgoingBody, for reader: Reader) throws -> OutgoingBody {
        guard !body.buttons.isEmpty else { return body }
        var lines = [try core("options-lead", for: reader)]
        for (index, button) in body.buttons.enumerated() {
            lines.append(
                try core(
                    "option", ["number": .number(index + 1), "label": .text(button.label)], for: reader))
        }
        var numbered = body
        numbered.text += "\n\n" + lines.joined(separator: "\n")
        numbered.buttons = []
        return numbered
    }

    func buttons(
        of question: Question, id: Question.ID, chosen: Choice?, for reader: Reader
    ) throws -> [ChoiceButton] {
        try question.choices.enumerated().map { index, choice in
            ChoiceButton(
                data: ButtonData(question: id, choice: index).text, label: try label(choice, for: reader),
                isChosen: choice.id == chosen?.id)
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
