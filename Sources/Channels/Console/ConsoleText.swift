import ChannelContract

extension ConsoleMessage {
    /// Gives a delivery the form that it has in a terminal. Numbers stand for buttons, addresses for pictures.
    init(_ delivery: Delivery) {
        var parts = [delivery.text]
        if let picture = delivery.picture {
            parts.append(
                ["[\(picture.description)]", picture.address].compactMap(\.self).joined(separator: "\n"))
        }
        if let link = delivery.link { parts.append("\(link.label)\n\(link.url)") }
        let labels = delivery.buttons.map { $0.isChosen ? "\($0.label) ✓" : $0.label }
        if !labels.isEmpty {
            parts.append(
                labels.enumerated().map { "\($0.offset + 1). \($0.element)" }.joined(separator: "\n"))
        }
        self.init(
            text: parts.filter { !$0.isEmpty }.joined(separator: "\n\n"),
            buttons: delivery.buttons.map(\.label),
            isQuestion: delivery.isQuestion || !delivery.buttons.isEmpty)
    }
}
