import ChannelContract
import Testing
import YouSaidKit

/// Somebody in the pretend forum, with a phone. What they do happens at once, and everything that follows from it
/// too: when ``says(_:sourceLocation:)`` returns, all answers are there.
///
/// ```swift
/// amira.says("JOIN")
/// amira.sees("You have joined")
/// amira.presses("Saturday")
/// ```
public struct Person {
    let stage: Stage
    let phone: Phone

    /// What the test calls them. The bot does not know this name unless they joined with
    /// ``PretendForum/member(_:on:sourceLocation:)``.
    public var name: String { phone.owner }

    /// Writes a message.
    public func says(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) {
        act("says “\(text)”", .message, text: text, sourceLocation)
    }

    /// Sends a voice note, a picture or a file, with words or without: `amira.sends(.voice)`. A sticker stands for an
    /// emoji.
    public func sends(
        _ kind: YouSaidKit.Attachment.Kind, saying text: String = "", emoji: String = "👍",
        album: String? = nil, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let attachment = YouSaidKit.Attachment(
            kind, reference: "\(kind.rawValue)-1", description: kind == .sticker ? emoji : nil)
        act(
            "sends a \(kind.rawValue)", .message, text: text, attachments: [attachment], album: album,
            sourceLocation)
    }

    /// Sends several pictures as one, which the platform delivers together, with words under the first or without.
    public func sendsAlbum(
        of count: Int, saying text: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) {
        stage.note("\(name) sends \(count) pictures as one")
        let album = stage.newKey()
        let parts = (0..<count).map { place in
            Event(
                key: stage.newKey(), address: phone.address, text: place == 0 ? text : "",
                attachments: [YouSaidKit.Attachment(.picture, reference: "picture-1")],
                message: stage.newKey(), album: album)
        }
        stage.deliver(parts, from: phone.platform, at: sourceLocation)
    }

    /// Replies to one of the bot's messages, with the platform's own "reply". The newest message that has these words
    /// is meant.
    public func replies(
        to words: String, saying text: String, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        guard let message = phone.messages.last(where: { $0.text.contains(words) }) else {
            return stage.fail("\(name) has no message with “\(words)” to reply to", at: sourceLocation)
        }
        act(
            "replies “\(text)” to “\(words)”", .message, text: text, replyTo: message.number,
            sourceLocation)
    }

    /// Presses the button with this label, on the newest message that has one.
    public func presses(_ label: String, sourceLocation: SourceLocation = #_sourceLocation) {
        guard let button = find(label) else {
            return stage.fail(
                "\(name) has no button “\(label)” to press. There are: \(buttonList)", at: sourceLocation)
        }
        presses(button, sourceLocation: sourceLocation)
    }

    /// Presses a button that was on the phone once, also where it is no longer shown.
    public func presses(_ button: PretendButton, sourceLocation: SourceLocation = #_sourceLocation) {
        phone.waitingPresses += 1
        let press = Press(data: button.data, callback: "press", message: button.message)
        act("presses “\(button.label)”", .press(press), sourceLocation)
    }

    /// Changes a message that they had sent.
    public func edits(
        _ old: String, to new: String, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        act("changes “\(old)” to “\(new)”", .edit(of: old), text: new, sourceLocation)
    }

    /// Writes where others can read it.
    public func writesInGroup(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) {
        act("writes in a group “\(text)”", .group, text: text, sourceLocation)
    }

    /// Blocks the bot. The platform tells the bot at once, and takes no more messages for them.
    public func blocks(sourceLocation: SourceLocation = #_sourceLocation) {
        phone.blocks = true
        act("blocks the bot", .unreachable, sourceLocation)
    }

    /// Takes the block back.
    public func unblocks(sourceLocation: SourceLocation = #_sourceLocation) {
        phone.blocks = false
        act("unblocks the bot", .reachable, sourceLocation)
    }

    /// Gets a new address on the platform. The bot is told when it next sends to the old one.
    public func moves() { stage.move(phone) }

    private func act(
        _ what: String, _ kind: Event.Kind, text: String = "", attachments: [YouSaidKit.Attachment] = [],
        replyTo: String? = nil, album: String? = nil, _ sourceLocation: SourceLocation
    ) {
        stage.note("\(name) \(what)")
        stage.deliver(
            [
                Event(
                    key: stage.newKey(), address: phone.address, kind: kind, text: text,
                    attachments: attachments, message: kind == .message ? stage.newKey() : nil,
                    replyTo: replyTo, album: album)
            ], from: phone.platform, at: sourceLocation)
    }

    func find(_ label: String) -> PretendButton? {
        for message in phone.messages.reversed() {
            if let button = message.buttons.first(where: { $0.label == label }) { return button }
        }
        return nil
    }

    var buttonList: String {
        buttons.isEmpty ? "none" : buttons.map { "“\($0)”" }.joined(separator: ", ")
    }
}
