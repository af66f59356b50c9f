import Foundation
import TestSupport
import Testing

extension EndToEnd {
    /// The main job on real input: from joining to results, with updates as Telegram sends them.
    struct MainJobTests {
        private static let poll = "Which day suits you? | Saturday | Sunday | Not sure"

        @Test func aForumFromJoiningToResults() async throws {
            try await LiveForum.use { forum in
                let people = try await join(forum)
                try await forum.ask(Self.poll)
                for person in people {
                    let question = try await person.hears("Which day suits you?")
                    #expect(question.labels == ["Saturday", "Sunday", "Not sure"])
                }
                let answers = try await answer(people)
                try await sendOtherThings(people[1])
                try await sendFromAGroup(forum)
                try await stopAndStart(people[2], of: forum, others: [people[0]])
                try await blockAndUnblock(people[3], of: forum, others: [people[0]])
                try await close(forum, people)
                try await forum.waitUntilQuiet()
                #expect(try await forum.operatorSays("PROBLEMS").contains("I found no problems"))
                try await checkWithPeers(forum, answers: answers)
                #expect(try await forum.stop() == .init(status: 0, bySignal: false))
            }
        }

        /// By a joining link with a code, by /start, by JOIN; a stranger is told how.
        private func join(_ forum: LiveForum) async throws -> [Phone] {
            let webhook = try #require(forum.telegram.calls("setWebhook").first)
            #expect(webhook["url"] as? String == "https://bot.example.org/webhooks/telegram")
            #expect(webhook["secret_token"] as? String == LiveForum.secret)
            #expect(
                webhook["allowed_updates"] as? [String]
                    == [
                        "message", "edited_message", "callback_query", "my_chat_member", "business_message",
                        "edited_business_message",
                    ])

            let invitation = try await forum.operatorSays("INVITE member")
            let code = try #require(invitation.split(separator: "\n").dropFirst().first)
            let people = ["Ada", "Ben", "Cem", "Dee", "Eve", "Fay"].map(forum.person)
            try await people[0].sends("deep-link", "/start " + code.filter { $0 != " " })
            for person in people[1...3] { try await person.says("/start") }
            try await people[4].says("hello", hears: "Send JOIN to join")
            for person in people[4...] { try await person.says("JOIN") }
            for person in people { try await person.hears("You have joined Made-up Forum") }
            let members = try await forum.run("say", "MEMBERS")
            #expect(members.status == 0)
            #expect(members.output.contains("Members: 6"))
            return people
        }

        /// By button, by number, by the word, by a near miss, in other words; not understood; changed.
        /// - Returns: the answers to the webhooks that answered presses.
        private func answer(_ people: [Phone]) async throws -> [[UInt8]] {
            let press = try await people[0].presses("Saturday")
            let answer = try #require(
                try JSONSerialization.jsonObject(with: Data(press.body)) as? [String: String])
            #expect(answer["method"] == "answerCallbackQuery")
            #expect(answer["callback_query_id"]?.hasPrefix("3006914201") == true)
            try await people[0].hears("You chose Saturday")
            try await showsTheChoice("✓ Saturday", to: people[0])

            try await people[1].says("2", hears: "You chose Sunday")
            try await people[2].says("sunday", hears: "You chose Sunday")
            try await people[3].says("saterday", hears: "You chose Saturday")
            try await people[4].says("the second one please", hears: "You chose Sunday")
            let again = try await people[5].says("purple", hears: "I did not understand")
            #expect(again.labels == ["Saturday", "Sunday", "Not sure"])
            try await people[5].presses("Not sure")
            try await people[5].hears("You chose Not sure")

            // Changed by button, and by word.
            let change = try await people[0].presses("Sunday")
            try await people[0].hears("You chose Sunday")
            try await showsTheChoice("✓ Sunday", to: people[0])
            try await people[2].says("Saturday", hears: "You chose Saturday")
            return [press.body, change.body]
        }

        private func showsTheChoice(_ label: String, to person: Phone) async throws {
            try await eventually("\(label) under the question") {
                person.forum.telegram.calls("editMessageReplyMarkup").contains { call in
                    let markup = call["reply_markup"] as? [String: Any]
                    let rows = markup?["inline_keyboard"] as? [[[String: Any]]] ?? []
                    return (call["chat_id"] as? NSNumber)?.int64Value == person.chat
                        && rows.joined().contains { $0["text"] as? String == label }
                }
            }
        }

        private func sendOtherThings(_ person: Phone) async throws {
            for (shape, words) in [("voice", "You sent a voice note"), ("photo", "You sent a picture")] {
                try await person.sends(shape)
                try await person.hears(words)
            }
            try await person.sends("edit", "Saturday")
            try await person.hears("I only use what you sent first")
            try await person.says("HELP NOW", hears: "Childline")
        }

        private func sendFromAGroup(_ forum: LiveForum) async throws {
            let ada = forum.person("Ada")
            try await ada.sends("group-text", "I would like Saturday")
            try await eventually("the answer in the group") {
                forum.heard.messages(to: -700_200_004).contains {
                    $0.text.contains("I only talk in a private chat")
                }
            }
        }

        /// After STOP nothing comes, until START.
        private func stopAndStart(_ person: Phone, of forum: LiveForum, others: [Phone]) async throws {
            try await person.says("STOP", hears: "You have stopped messages")
            try await tell("The kettle is broken", forum, heardBy: others)
            try await forum.ask("Is tea all right? | Yes | No")
            for other in others { try await other.hears("Is tea all right?") }
            try await forum.waitUntilQuiet()
            #expect(!person.messages.contains { $0.text.contains("kettle") || $0.text.contains("tea") })
            // Whoever writes gets an answer all the same.
            try await person.says("HELP", hears: "You can send me these words")
            try await person.says("START", hears: "Messages from Made-up Forum are on again")
            try await tell("The kettle is mended", forum, heardBy: others + [person])
            for other in others { try await other.says("Yes", hears: "You chose Yes") }
        }

        private func blockAndUnblock(_ person: Phone, of forum: LiveForum, others: [Phone]) async throws {
            try await person.sends("blocked")
            try await tell("There is cake", forum, heardBy: others)
            try await forum.waitUntilQuiet()
            #expect(!person.messages.contains { $0.text.contains("cake") })
            try await person.sends("unblocked")
            try await tell("There is more", forum, heardBy: others + [person])
        }

        private func tell(_ note: String, _ forum: LiveForum, heardBy people: [Phone]) async throws {
            #expect(try await forum.operatorSays("TELL " + note).contains("Send this now?"))
            #expect(try await forum.operatorSays("YES").contains("on its way"))
            for person in people { try await person.hears(note) }
        }

        private func close(_ forum: LiveForum, _ people: [Phone]) async throws {
            #expect(try await forum.operatorSays("RESULTS").contains("Which poll do you want to see?"))
            let results = try await forum.operatorSays("Which day suits you?")
            #expect(results.contains("Answers so far: 6 of 6 people"))
            #expect(!results.contains("chose Sunday"))
            #expect(try await forum.operatorSays("CLOSE").contains("Which poll"))
            #expect(try await forum.operatorSays("Which day suits you?").contains("Close this poll now?"))
            let closed = try await forum.operatorSays("YES")
            #expect(closed.contains("3 of 6 people chose Sunday."))
            #expect(closed.contains("2 of 6 people chose Saturday."))
            #expect(closed.contains("1 of 6 people chose Not sure."))
            for person in people { try await person.hears("3 of 6 people chose Sunday.") }
            try await people[0].presses("Saturday")
            try await people[0].hears("I cannot take more answers")
        }

        /// Two Python libraries that know the Bot API look at all that went over the wire, both ways.
        private func checkWithPeers(_ forum: LiveForum, answers: [[UInt8]]) async throws {
            guard TelegramPeer.isPrepared else {
                print("not checked by the Python libraries: run Tests/Peers/telegram/prepare first")
                return
            }
            let calls = forum.telegram.calls
            let (status, output) = try await TelegramPeer.check(calls: calls, answers: answers)
            #expect(status == 0, "\(output)")
            #expect(output.contains("\(calls.count + answers.count) calls, 0 faults"))
            let posted = forum.posted
            let (updatesStatus, updatesOutput) = try await TelegramPeer.check(updates: posted)
            #expect(updatesStatus == 0, "\(updatesOutput)")
            #expect(updatesOutput.contains("\(posted.count) updates, 0 faults"))
        }

        @Test func whoeverDoesNotKnowTheSecretIsTurnedAway() async throws {
            try await LiveForum.use { forum in
                let ada = forum.person("Ada")
                let update = try forum.update(
                    TelegramUpdate(shape: "text", chat: ada.chat, name: "Ada", text: "JOIN"))
                #expect(try await forum.post(update, secret: "made-up_Secret-for-the-webhooK").status == 401)
                #expect(try await forum.post(update, secret: nil).status == 401)
                #expect(try await forum.post("{", secret: LiveForum.secret).status == 400)
                let metrics = String(decoding: try await forum.get("/metrics").body, as: UTF8.self)
                #expect(
                    metrics.contains(
                        #"yousaid_requests_refused_total{channel="telegram",reason="forged"} 2"#))
                #expect(metrics.contains("yousaid_events_accepted_total 0"))
                #expect(forum.heard.count == 0)
            }
        }

        @Test func anUpdateThatComesTwiceTakesEffectOnce() async throws {
            try await LiveForum.use { forum in
                let ada = forum.person("Ada")
                let update = try forum.update(
                    TelegramUpdate(shape: "text", chat: ada.chat, name: "Ada", text: "JOIN"))
                for _ in 1...3 { #expect(try await forum.post(update).status == 200) }
                try await ada.hears("You have joined")
                try await forum.waitUntilQuiet()
                #expect(ada.messages.count == 1)
                let rows = "SELECT COUNT(*) FROM core_event WHERE channel = 'telegram'"
                #expect(try await forum.count(rows) == 1)
                let metrics = String(decoding: try await forum.get("/metrics").body, as: UTF8.self)
                #expect(metrics.contains("yousaid_events_duplicate_total 2"))
            }
        }
    }
}
