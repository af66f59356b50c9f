import ChannelContract
import TestLimits
import Testing

@testable import TelegramChannel

/// Words in a message that are not what somebody wrote, and may tell of harm all the same.
@Suite(.limited) struct `Words beside a message` {
    private func event(_ fields: String, kind: String = "message") throws -> Event? {
        let body = """
            {"update_id": 7, "\(kind)": {"message_id": 9, "from": {"id": 70, "is_bot": false},
            "chat": {"id": 70, "type": "private"}, \(fields)}}
            """
        return try IncomingUpdate.read(Array(body.utf8))?.event
    }

    @Test func `a quote of somebody is read, and one of our own words is not`() throws {
        let quote = #""text": "look", "quote": {"text": "he hits me", "position": 0}"#
        #expect(try event(quote)?.beside == ["he hits me"])
        let own = quote + #", "reply_to_message": {"message_id": 3, "from": {"id": 1, "is_bot": true}}"#
        #expect(try event(own)?.beside == nil)
        #expect(try event(own)?.replyTo == "3")
    }

    @Test func `a poll's question, a checklist, a contact's name and a file's name are read`() throws {
        let poll =
            #""poll": {"id": "1", "question": "shall i run away", "options": [{"text": "yes"}, {"text": "no"}]}"#
        #expect(try event(poll)?.beside == ["shall i run away", "yes", "no"])
        let list = #""checklist": {"title": "goodbye", "tasks": [{"id": 1, "text": "write to mum"}]}"#
        #expect(try event(list)?.beside == ["goodbye", "write to mum"])
        let contact = #""contact": {"phone_number": "1", "first_name": "my stepdad", "last_name": "hits me"}"#
        #expect(try event(contact)?.beside == ["my stepdad hits me"])
        let file = #""document": {"file_id": "x", "file_name": "i want to die.pdf"}"#
        #expect(try event(file)?.beside == ["i want to die.pdf"])
    }

    @Test func `a business message is read where the person wrote it, and not where the business did`() throws
    {
        #expect(try event(#""text": "he hits me""#, kind: "business_message")?.text == "he hits me")
        let body = """
            {"update_id": 7, "business_message": {"message_id": 9, "from": {"id": 1, "is_bot": false},
            "chat": {"id": 70, "type": "private"}, "text": "hello"}}
            """
        #expect(try IncomingUpdate.read(Array(body.utf8))?.event == nil)
    }
}
