import ChannelContract

/// Buttons under a message, as Telegram wants them: rows of buttons.
struct Keyboard: Encodable, Equatable {
    struct Button: Encodable, Equatable {
        let text: String
        var data: String?
        var url: String?

        enum CodingKeys: String, CodingKey {
            case text, url
            case data = "callback_data"
        }
    }

    let rows: [[Button]]

    enum CodingKeys: String, CodingKey { case rows = "inline_keyboard" }

    func write(to json: inout JSONWriter) {
        json.object {
            $0.key("inline_keyboard")
            $0.array {
                for row in rows {
                    $0.array {
                        for button in row { Self.write(button, to: &$0) }
                    }
                }
            }
        }
    }

    private static func write(_ button: Button, to json: inout JSONWriter) {
        json.object {
            $0.key("text")
            $0.text(button.text)
            if let data = button.data {
                $0.key("callback_data")
                $0.text(data)
            }
            if let url = button.url {
                $0.key("url")
                $0.text(url)
            }
        }
    }

    /// Telegram's own limits, and what fits on a small screen in large letters.
    private static let maximumButtons = 100
    private static let maximumDataBytes = 64

    /// Lays buttons out. Nil where there are none.
    init?(_ buttons: [ChoiceButton], link: DeliveredLink? = nil) {
        var rows = Self.rows(buttons)
        if let link { rows.append([Button(text: link.label, url: link.url)]) }
        guard !rows.isEmpty else { return nil }
        self.rows = rows
    }

    /// A keyboard without buttons, which takes the old ones away.
    static let empty = Keyboard(rows: [])

    private init(rows: [[Button]]) {
        self.rows = rows
    }

    /// True where Telegram takes all of these as buttons; otherwise they are written as a list.
    static func takes(_ buttons: [ChoiceButton]) -> Bool {
        buttons.count < maximumButtons
            && buttons.allSatisfy {
                (1...maximumDataBytes).contains($0.data.utf8.count) && !$0.label.allSatisfy(\.isWhitespace)
            }
    }

    /// True where a link can stand on a button. Telegram refuses the whole message for one to a machine's own
    /// address, which is what a forum being tried out has.
    static func takes(_ link: DeliveredLink) -> Bool {
        let url = link.url.lowercased()
        guard TelegramChannel.Configuration.isWebAddress(url), !link.label.allSatisfy(\.isWhitespace) else {
            return false
        }
        let host = url.drop { $0 != ":" }.dropFirst(3).prefix { !"/:?#".contains($0) }
        return host.contains(".") && !host.hasPrefix("127.") && host.contains { $0.isLetter }
    }

    /// How an answer reads on its button; the chosen one is marked.
    static func label(_ button: ChoiceButton) -> String {
        button.isChosen ? "✓ \(button.label)" : button.label
    }

    /// One button in a row, since large ones are easier to hit; several where all are short. The mark of the
    /// chosen one does not count, so that nothing moves under a finger.
    private static func rows(_ buttons: [ChoiceButton]) -> [[Button]] {
        let longest = buttons.map(\.label.count).max() ?? 0
        let perRow = longest <= 3 ? 5 : longest <= 12 ? 2 : 1
        return stride(from: 0, to: buttons.count, by: perRow).map { start in
            buttons[start..<min(start + perRow, buttons.count)].map {
                Button(text: label($0), data: $0.data)
            }
        }
    }
}
