import ChannelContract
import Foundation
import TestLimits
import TestSupport
import Testing
import YouSaidKit

@testable import TelegramChannel

/// The form that messages take.
@Suite(.limited) struct SendTests {
    static let picture = DeliveredPicture(
        url: "https://example.org/hall.jpg", description: "The hall has a ramp.")

    @Test("Words are sent as they are, without markup and previews")
    func text() async throws {
        try await Workbench.use { bench in
            let words = "Hello *you* <b>& all</b> 👩‍👩‍👧\n\nhttps://example.org"
            let report = await bench.channel.send(Workbench.delivery(words))
            #expect(report == SendReport(.sent(receipt: "1001"), partsDelivered: 1))
            let call = try #require(bench.telegram.calls.first)
            #expect(call.method == "sendMessage")
            #expect(call["text"] as? String == words)
            #expect(call["chat_id"] as? Int64 == 700_100_001)
            #expect((call["link_preview_options"] as? [String: Bool]) == ["is_disabled": true])
            #expect(Set(call.fields.keys) == ["chat_id", "text", "link_preview_options"])
        }
    }

    @Test("Answers stand on buttons, one in a row, or several where all are short")
    func buttons() async throws {
        try await Workbench.use { bench in
            let long = [
                ChoiceButton(data: "a", label: "Saturday morning"), ChoiceButton(data: "b", label: "No"),
            ]
            let scale = (1...7).map { ChoiceButton(data: "s\($0)", label: "\($0)") }
            for buttons in [Workbench.days, long, scale] {
                _ = await bench.channel.send(Workbench.delivery("Which?", buttons: buttons))
            }
            let rows = bench.telegram.calls.map(\.keyboardLabels)
            #expect(rows[0] == [["Saturday", "Sunday"]])
            #expect(rows[1] == [["Saturday morning"], ["No"]])
            #expect(rows[2] == [["1", "2", "3", "4", "5"], ["6", "7"]])
        }
    }

    @Test("Who prefers numbers gets a list and no buttons")
    func numbers() async throws {
        try await Workbench.use { bench in
            let link = DeliveredLink(url: "https://example.org/map", label: "Map")
            _ = await bench.channel.send(
                Workbench.delivery("Which day?", buttons: Workbench.daysChosen, numbers: true, link: link))
            let call = try #require(bench.telegram.calls.first)
            #expect(
                call["text"] as? String
                    == "Which day?\n\n1. ✓ Saturday\n2. Sunday\n\nMap\nhttps://example.org/map")
            #expect(call.keyboardLabels == nil)
        }
    }

    @Test("Answers that Telegram does not take as buttons are listed instead")
    func tooManyButtons() async throws {
        try await Workbench.use { bench in
            let many = (1...101).map { ChoiceButton(data: "c\($0)", label: "Choice \($0)") }
            let longData = [ChoiceButton(data: String(repeating: "é", count: 33), label: "Yes")]
            for buttons in [many, longData] {
                _ = await bench.channel.send(Workbench.delivery("Which?", buttons: buttons))
            }
            let calls = bench.telegram.calls
            #expect(calls.allSatisfy { $0.keyboardLabels == nil })
            #expect((calls[0]["text"] as? String)?.hasSuffix("\n101. Choice 101") == true)
            #expect(calls[1]["text"] as? String == "Which?\n\n1. Yes")
        }
    }

    @Test("A link stands on a button of its own, or in the words where Telegram would refuse the button")
    func links() async throws {
        try await Workbench.use { bench in
            for url in ["https://example.org/map?a=1", "http://127.0.0.1:8080/map", "http://localhost/map"] {
                _ = await bench.channel.send(
                    Workbench.delivery(
                        "Where?", buttons: Workbench.days, link: DeliveredLink(url: url, label: "Map")))
            }
            let calls = bench.telegram.calls
            #expect(calls[0].keyboardLabels == [["Saturday", "Sunday"], ["Map"]])
            #expect(calls[0]["text"] as? String == "Where?")
            #expect(calls[1].keyboardLabels == [["Saturday", "Sunday"]])
            #expect(calls[1]["text"] as? String == "Where?\n\nMap\nhttp://127.0.0.1:8080/map")
            #expect(calls[2]["text"] as? String == "Where?\n\nMap\nhttp://localhost/map")
        }
    }

    @Test("What somebody sent is handed on after the words, by its number; the buttons stay under the words")
    func attachments() async throws {
        try await Workbench.use { bench in
            let delivery = Delivery(
                id: 1, address: "700100001", kind: .notice, text: "A member answered.",
                buttons: Workbench.days,
                attachments: [
                    YouSaidKit.Attachment(.voice, reference: "file-1"),
                    YouSaidKit.Attachment(.picture, reference: "file-2"),
                ])
            let report = await bench.channel.send(delivery)
            #expect(report == SendReport(.sent(receipt: "1001"), partsDelivered: 3))
            let calls = bench.telegram.calls
            #expect(calls.map(\.method) == ["sendMessage", "sendVoice", "sendPhoto"])
            #expect(calls[0].keyboardLabels == [["Saturday", "Sunday"]])
            #expect(calls[1]["voice"] as? String == "file-1")
            #expect(calls[1]["chat_id"] as? Int64 == 700_100_001)
            #expect(Set(calls[1].fields.keys) == ["chat_id", "voice"])
            #expect(calls[2]["photo"] as? String == "file-2")
        }
    }

    @Test("A film that Telegram refuses as one kind is tried as the others, and then given up")
    func roundFilm() async throws {
        try await Workbench.use { bench in
            bench.telegram.answer("sendVideo", with: .failed(400, "Bad Request: wrong file type"))
            let film = Delivery(
                id: 1, address: "700100001", kind: .notice, text: "Look.",
                attachments: [YouSaidKit.Attachment(.video, reference: "file-1")])
            #expect(await bench.channel.send(film).outcome == .sent(receipt: "1001"))
            #expect(bench.telegram.calls.map(\.method) == ["sendMessage", "sendVideo", "sendVideoNote"])
            let place = Delivery(
                id: 2, address: "700100001", kind: .notice, text: "Look.",
                attachments: [YouSaidKit.Attachment(.location, reference: "52.1,-2.2")])
            let report = await bench.channel.send(place)
            #expect(report.outcome == .refused(.badMessage, reason: "this is nothing to hand on"))
            #expect(report.partsDelivered == 1)
        }
    }

    @Test("A picture carries words and description in its caption")
    func picture() async throws {
        try await Workbench.use { bench in
            _ = await bench.channel.send(
                Workbench.delivery("Come along.", buttons: Workbench.days, picture: Self.picture))
            let call = try #require(bench.telegram.calls.first)
            #expect(call.method == "sendPhoto")
            #expect(call["photo"] as? String == Self.picture.address)
            #expect(call["caption"] as? String == "Come along.\n\nThe hall has a ramp.")
            #expect(call.keyboardLabels == [["Saturday", "Sunday"]])
        }
    }

    @Test("A picture that the bot has drawn goes as a file, with words, description and buttons")
    func drawnPicture() async throws {
        try await Workbench.use { bench in
            let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0, 255, 13, 10]
            let report = await bench.channel.send(
                Workbench.delivery(
                    "7 of 12 people chose Saturday.", buttons: Workbench.days,
                    picture: DeliveredPicture(png: png, description: "The same as bars.")))
            #expect(report.partsDelivered == 1)
            let call = try #require(bench.telegram.calls.first)
            #expect(call.method == "sendPhoto")
            let body = Data(call.body)
            for words in [
                "name=\"chat_id\"", "7 of 12 people chose Saturday.\n\nThe same as bars.",
                "filename=\"chart.png\"", "Content-Type: image/png", "\"inline_keyboard\"", "Sunday",
            ] {
                #expect(body.range(of: Data(words.utf8)) != nil, "\(words)")
            }
            #expect(body.range(of: Data(png)) != nil)
        }
    }

    @Test("A drawn picture that Telegram does not take goes as words, and nothing is lost")
    func drawnPictureRefused() async throws {
        try await Workbench.use { bench in
            bench.telegram.answer("sendPhoto", with: .failed(400, "Bad Request: PHOTO_INVALID_DIMENSIONS"))
            let report = await bench.channel.send(
                Workbench.delivery(
                    "Words", picture: DeliveredPicture(png: [1, 2], description: "The same as bars.")))
            #expect(report == SendReport(.sent(receipt: "1001"), partsDelivered: 1))
            #expect(
                bench.telegram.calls("sendMessage").first?["text"] as? String == "Words")
        }
    }

    @Test("Where the caption is too short for both, the description stays with the picture")
    func pictureAndLongText() async throws {
        try await Workbench.use { bench in
            let words = String(repeating: "word ", count: 300)
            let report = await bench.channel.send(
                Workbench.delivery(words, buttons: Workbench.days, picture: Self.picture))
            #expect(report.partsDelivered == 2)
            let calls = bench.telegram.calls
            #expect(calls.map(\.method) == ["sendPhoto", "sendMessage"])
            #expect(calls[0]["caption"] as? String == Self.picture.description)
            #expect(calls[0].keyboardLabels == nil)
            #expect(calls[1].keyboardLabels == [["Saturday", "Sunday"]])
        }
    }

    @Test("A picture that Telegram cannot fetch goes as its description, and nothing is lost")
    func pictureOutOfReach() async throws {
        try await Workbench.use { bench in
            bench.telegram.answer(
                "sendPhoto", with: .failed(400, "Bad Request: wrong type of the web page content"))
            let report = await bench.channel.send(
                Workbench.delivery("Come along.", buttons: Workbench.days, picture: Self.picture))
            #expect(report == SendReport(.sent(receipt: "1001"), partsDelivered: 1))
            let call = try #require(bench.telegram.calls("sendMessage").first)
            #expect(call["text"] as? String == "Come along.\n\nThe hall has a ramp.")
            #expect(call.keyboardLabels == [["Saturday", "Sunday"]])
        }
    }

    @Test("A long message goes in parts, the buttons under the last")
    func parts() async throws {
        try await Workbench.use { bench in
            let words = [
                String(repeating: "a", count: 3000), String(repeating: "b", count: 3000), "The end.",
            ]
            let report = await bench.channel.send(
                Workbench.delivery(words.joined(separator: "\n\n"), buttons: Workbench.days))
            #expect(report == SendReport(.sent(receipt: "1002"), partsDelivered: 2))
            let calls = bench.telegram.calls
            #expect(calls.map { $0["text"] as? String } == [words[0], "\(words[1])\n\nThe end."])
            #expect(calls.map { $0.keyboardLabels != nil } == [false, true])
        }
    }

    @Test("A long message goes on after the parts that were taken")
    func laterParts() async throws {
        try await Workbench.use { bench in
            let words = ["a", "b", "c"].map { String(repeating: $0, count: 4096) }
            let text = words.joined(separator: "\n\n")
            bench.telegram.answer("sendMessage", with: .done(#"{"message_id":5}"#))
            bench.telegram.answer(
                "sendMessage", with: .failed(429, "Too Many Requests", parameters: #"{"retry_after":3}"#))
            let first = await bench.channel.send(Workbench.delivery(text))
            #expect(first.partsDelivered == 1)
            let second = await bench.channel.send(
                Workbench.delivery(text, partsDelivered: first.partsDelivered))
            #expect(second == SendReport(.sent(receipt: "1002"), partsDelivered: 3))
            let sent = bench.telegram.calls.map { $0["text"] as? String }
            #expect(sent == [words[0], words[1], words[1], words[2]])
            let third = await bench.channel.send(Workbench.delivery(text, partsDelivered: 3))
            #expect(third == SendReport(.sent(receipt: nil), partsDelivered: 3))
            #expect(bench.telegram.calls.count == 4)
        }
    }

    @Test("An answered question shows the chosen answer")
    func answering() async throws {
        try await Workbench.use { bench in
            let press = Press(data: "q7:sat", callback: "3006", message: "39")
            let answered = AnsweredPress(press: press, buttons: Workbench.daysChosen)
            let report = await bench.channel.send(Workbench.delivery("Thank you.", answering: answered))
            #expect(report.outcome == .sent(receipt: "1001"))
            let edit = try #require(bench.telegram.calls("editMessageReplyMarkup").first)
            #expect(edit["message_id"] as? Int == 39)
            #expect(edit["chat_id"] as? Int == 700_100_001)
            #expect(edit.keyboardLabels == [["✓ Saturday", "Sunday"]])
            #expect(bench.telegram.calls("answerCallbackQuery").isEmpty)
        }
    }

    @Test("The buttons of a question that is closed go away")
    func closed() async throws {
        try await Workbench.use { bench in
            let answered = AnsweredPress(press: Press(data: "a", message: "39"), buttons: [])
            _ = await bench.channel.send(Workbench.delivery("It is closed.", answering: answered))
            #expect(bench.telegram.calls("editMessageReplyMarkup").first?.keyboardLabels == [])
        }
    }

    @Test(
        "What is said does not depend on the question's buttons",
        arguments: [
            PretendBotAPI.Reply.failed(400, "Bad Request: message is not modified: specified new message"),
            .failed(400, "Bad Request: message can't be edited"),
            .failed(429, "Too Many Requests", parameters: #"{"retry_after":9}"#), .raw(status: 502, body: ""),
        ])
    func editFails(_ reply: PretendBotAPI.Reply) async throws {
        try await Workbench.use { bench in
            bench.telegram.answer("editMessageReplyMarkup", with: reply)
            let answered = AnsweredPress(
                press: Press(data: "q7:sat", message: "39"), buttons: Workbench.daysChosen)
            let report = await bench.channel.send(Workbench.delivery("Thank you.", answering: answered))
            #expect(report.outcome == .sent(receipt: "1001"))
        }
    }

    @Test("A message without words is refused, but may change a question's buttons")
    func empty() async throws {
        try await Workbench.use { bench in
            let nothing = await bench.channel.send(Workbench.delivery(" \n "))
            #expect(nothing.outcome == .refused(.badMessage, reason: "the message is empty"))
            let answered = AnsweredPress(
                press: Press(data: "q7:sat", message: "39"), buttons: Workbench.daysChosen)
            let quiet = await bench.channel.send(Workbench.delivery("", answering: answered))
            #expect(quiet.outcome == .sent(receipt: nil))
            #expect(bench.telegram.calls.map(\.method) == ["editMessageReplyMarkup"])
        }
    }
}
