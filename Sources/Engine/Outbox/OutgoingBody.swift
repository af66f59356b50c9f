import ChannelContract
import YouSaidKit

/// The words of one outgoing message, as they are sealed in its row until it is delivered.
struct OutgoingBody: Equatable {
    var text: String
    var buttons: [ChoiceButton] = []
    var picture: DeliveredPicture?
    /// Numbers to be drawn, where the platform shows pictures.
    var chart: OutgoingChart?
    var link: DeliveredLink?
    var answering: AnsweredPress?
    /// The key of the event that it answers, for channels whose caller waits.
    var cause: String?
    /// What somebody sent and this message hands on: the number of its row.
    var handing: Int64?
    /// How many bytes it has at least when it is kept, so that its length does not tell it from a longer one.
    var room = 0

    /// In version 1 buttons had no sign for what stands beside the answers, and nothing was handed on; before version 3
    /// there were no charts. Such bodies may still wait to be sent.
    private static let version = 3

    func encoded() -> [UInt8] {
        let count = buttons.count + (answering?.buttons.count ?? 0)
        var out = ByteWriter(room: text.utf8.count + 128 + 64 * count)
        out.integer(Self.version)
        out.text(text)
        out.list(buttons, Self.write)
        out.optional(picture) { out, picture in
            out.text(picture.address ?? "")
            out.text(picture.description)
        }
        out.optional(link) { out, link in
            out.text(link.url)
            out.text(link.label)
        }
        out.optional(answering) { out, answering in
            out.text(answering.press.data)
            out.optional(answering.press.callback) { $0.text($1) }
            out.optional(answering.press.message) { $0.text($1) }
            out.list(answering.buttons, Self.write)
        }
        out.optional(cause) { $0.text($1) }
        out.optional(handing) { $0.integer(Int($1)) }
        out.optional(chart) { $1.write(to: &$0) }
        let bytes = out.bytes
        return bytes.count < room ? bytes + Array(repeating: 0, count: room - bytes.count) : bytes
    }

    init(text: String) { self.text = text }

    init(_ bytes: [UInt8]) throws {
        var reader = ByteReader(bytes)
        let version = try reader.integer()
        guard (1...Self.version).contains(version) else { throw ByteReader.Damaged() }
        func button(_ reader: inout ByteReader) throws -> ChoiceButton {
            try ChoiceButton(
                data: reader.text(), label: reader.text(), isChosen: reader.flag(),
                isAside: version > 1 ? reader.flag() : false)
        }
        text = try reader.text()
        buttons = try reader.list(button)
        picture = try reader.optional { try DeliveredPicture(url: $0.text(), description: $0.text()) }
        link = try reader.optional { try DeliveredLink(url: $0.text(), label: $0.text()) }
        answering = try reader.optional { reader in
            let press = Press(
                data: try reader.text(), callback: try reader.optional { try $0.text() },
                message: try reader.optional { try $0.text() })
            return AnsweredPress(press: press, buttons: try reader.list(button))
        }
        cause = try reader.optional { try $0.text() }
        if version > 1 { handing = try reader.optional { Int64(try $0.integer()) } }
        if version > 2 { chart = try reader.optional { try OutgoingChart(&$0) } }
    }

    private static func write(_ out: inout ByteWriter, _ button: ChoiceButton) {
        out.text(button.data)
        out.text(button.label)
        out.flag(button.isChosen)
        out.flag(button.isAside)
    }
}
