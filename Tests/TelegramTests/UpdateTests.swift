import ChannelContract
import TestLimits
import Testing
import YouSaidKit

@testable import TelegramChannel

/// What becomes of each kind of update.
@Suite(.limited) struct UpdateTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let fixture: String
        var kind: Event.Kind? = .message
        var address = "700100001"
        var text = ""
        var attachments: [Attachment] = []
        var replyTo: String?
        var callback: String?
        var testDescription: String { fixture }
    }

    static let smallPhoto = Attachment(.picture, reference: "AgACAgQAAxkBAAIBphoto_s", size: 1201)
    static let largePhoto = Attachment(.picture, reference: "AgACAgQAAxkBAAIBphoto_x", size: 88211)
    static let supergroup = "-1001700200003"
    static let oldGroup = "-700200004"

    static let cases: [Case] = [
        Case(fixture: "text", text: "Saturday, please"),
        Case(fixture: "text-unicode", text: "Dydd Sadwrn 👩‍👩‍👧 ŵ “iawn”\nnewid: \"ie\" \\ / \t"),
        Case(fixture: "text-escaped", text: "Emoji 🎉 and ŵ and \u{7f} and \u{2028}"),
        Case(fixture: "command", text: "/stop"),
        Case(fixture: "deep-link", text: "/start join-spring_26"),
        Case(fixture: "command-with-name", text: "/start spring"),
        Case(fixture: "reply", text: "the second one", replyTo: "39"),
        Case(fixture: "reply-with-quote", text: "Sunday", replyTo: "39"),
        Case(
            fixture: "press",
            kind: .press(Press(data: "q7:sat", callback: "3006914201234567890", message: "39")),
            callback: "3006914201234567890"),
        Case(
            fixture: "press-on-old-message",
            kind: .press(Press(data: "q1:yes", callback: "3006914201234567891", message: "12")),
            callback: "3006914201234567891"),
        Case(
            fixture: "press-without-message",
            kind: .press(Press(data: "q1:yes", callback: "3006914201234567892")),
            callback: "3006914201234567892"),
        Case(fixture: "press-of-a-game", kind: nil, callback: "3006914201234567893"),
        Case(fixture: "press-in-group", kind: .group, address: supergroup, callback: "3006914201234567894"),
        Case(fixture: "edit", kind: .edit(of: "41"), text: "Sunday, please"),
        Case(
            fixture: "edit-of-caption", kind: .edit(of: "50"), text: "My poster, corrected",
            attachments: [smallPhoto]),
        Case(
            fixture: "voice",
            attachments: [
                Attachment(.voice, reference: "AwACAgQAAxkBAAIBpvoice", mediaType: "audio/ogg", size: 9231)
            ]),
        Case(fixture: "photo", attachments: [largePhoto]),
        Case(fixture: "photo-with-caption", text: "My poster", attachments: [largePhoto]),
        Case(fixture: "album-part", text: "Two of three", attachments: [smallPhoto]),
        Case(
            fixture: "sticker",
            attachments: [
                Attachment(
                    .sticker, reference: "CAACAgQAAxkBAAIBpsticker", description: "👍",
                    mediaType: "image/webp",
                    size: 20012)
            ]),
        Case(
            fixture: "sticker-animated",
            attachments: [
                Attachment(
                    .sticker, reference: "CAACAgQAAxkBAAIBpstickera", description: "🎉",
                    mediaType: "application/x-tgsticker", size: 30012)
            ]),
        Case(
            fixture: "document",
            attachments: [
                Attachment(
                    .document, reference: "BQACAgQAAxkBAAIBpdoc", description: "ideas.pdf",
                    mediaType: "application/pdf", size: 54321)
            ]),
        Case(
            fixture: "animation",
            attachments: [
                Attachment(
                    .video, reference: "CgACAgQAAxkBAAIBpanim", description: "wave.mp4",
                    mediaType: "video/mp4",
                    size: 44100)
            ]),
        Case(
            fixture: "audio",
            attachments: [
                Attachment(
                    .audio, reference: "CQACAgQAAxkBAAIBpaudio", description: "Our song",
                    mediaType: "audio/mpeg", size: 999000)
            ]),
        Case(
            fixture: "video",
            attachments: [
                Attachment(
                    .video, reference: "BAACAgQAAxkBAAIBpvideo", description: "clip.mp4",
                    mediaType: "video/mp4",
                    size: 700100)
            ]),
        Case(
            fixture: "video-note",
            attachments: [Attachment(.video, reference: "DQACAgQAAxkBAAIBpnote", size: 120000)]),
        Case(
            fixture: "contact",
            attachments: [Attachment(.contact, reference: "+447700900123", description: "Ada Brook")]),
        Case(fixture: "location", attachments: [Attachment(.location, reference: "52.192,-2.2216")]),
        Case(
            fixture: "venue",
            attachments: [
                Attachment(.location, reference: "52.1936,-2.22", description: "The Made-up Hall")
            ]),
        Case(fixture: "dice"),
        Case(fixture: "poll"),
        Case(fixture: "pinned", kind: nil),
        Case(fixture: "from-another-bot", kind: nil),
        Case(fixture: "blocked", kind: .unreachable),
        Case(fixture: "unblocked", kind: .reachable),
        Case(fixture: "added-to-group", kind: .group, address: oldGroup),
        Case(fixture: "put-out-of-group", kind: nil),
        Case(fixture: "group-command", kind: .group, address: supergroup),
        Case(fixture: "group-text", kind: .group, address: oldGroup),
        Case(fixture: "group-edit", kind: nil),
        Case(fixture: "group-member-left", kind: nil),
        Case(fixture: "channel-post", kind: nil),
        Case(fixture: "reaction", kind: nil),
        Case(fixture: "poll-answer", kind: nil),
    ]

    @Test("Each kind of update becomes what it means", arguments: cases)
    func meaning(_ expected: Case) throws {
        let update = try #require(try IncomingUpdate.read(Fixture.bytes(expected.fixture)))
        #expect(update.callback == expected.callback)
        guard let kind = expected.kind else {
            #expect(update.event == nil)
            return
        }
        let event = try #require(update.event)
        #expect(event.kind == kind)
        #expect(event.key == String(update.id))
        #expect(event.address == expected.address)
        #expect(event.text == expected.text)
        #expect(event.attachments == expected.attachments)
        #expect(event.replyTo == expected.replyTo)
        switch kind {
        case .message: #expect(event.message != nil)
        case .edit(let message): #expect(event.message == message)
        default: #expect(event.message == nil)
        }
    }

    @Test("There is an expectation for every fixture")
    func completeness() throws {
        #expect(try Fixture.names() == Self.cases.map(\.fixture).sorted())
    }

    @Test("The reading agrees with JSONDecoder's", arguments: try Fixture.names())
    func agreement(_ name: String) throws {
        let bytes = try Fixture.bytes(name)
        let update = try #require(try IncomingUpdate.read(bytes))
        let ours = IncomingUpdateParts(id: update.id, event: update.event, callback: update.callback)
        #expect(try ours == ReferenceUpdate.read(bytes))
    }

    @Test("Fields that are missing or of another type than usual harm nothing")
    func tolerance() throws {
        let read = { (text: String) in try IncomingUpdate.read(Array(text.utf8)) }
        #expect(try read(#"{"update_id":7}"#) == IncomingUpdate(7))
        #expect(try read(#"{"update_id":7,"message":"hello"}"#) == IncomingUpdate(7))
        #expect(try read(#"{"update_id":7,"message":{"text":"hello"}}"#) == IncomingUpdate(7))
        #expect(
            try read(#"{"update_id":7,"message":{"chat":[],"text":7,"photo":{},"voice":null}}"#)
                == IncomingUpdate(7))
        #expect(try read(#"{"update_id":7,"telepathy":{"thought":[1,{"a":null}]}}"#) == IncomingUpdate(7))
        let bare = try read(#"{"message":{"text":"hi","chat":{"id":5}},"update_id":8}"#)
        #expect(bare?.event == Event(key: "8", address: "5", text: "hi"))
        let unknownChat = try read(#"{"update_id":9,"message":{"text":"hi","chat":{"id":5,"type":"plaza"}}}"#)
        #expect(unknownChat?.event?.kind == .group)
        #expect(try read(#"{"ok":true}"#) == nil)
        #expect(try read("[]") == nil)
    }

    @Test("Only a command's own first word loses the bot's name")
    func commandNames() {
        #expect(BotCommand.withoutBotName("/help@YouSaidBot") == "/help")
        #expect(BotCommand.withoutBotName("/start@YouSaidBot a@b") == "/start a@b")
        #expect(BotCommand.withoutBotName("/start a@b") == "/start a@b")
        #expect(BotCommand.withoutBotName("me@example.org") == "me@example.org")
        #expect(BotCommand.withoutBotName("/vote@YouSaidBot\nyes") == "/vote\nyes")
    }
}

extension IncomingUpdate {
    /// An update that concerns nobody.
    fileprivate init(_ id: Int64) {
        self.init(id: id, event: nil, callback: nil)
    }
}
