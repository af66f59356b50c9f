import Polls
import TestLimits
import Testing
import Welcome
import YouSaidTesting

/// Each kind of question, on a phone with buttons, on plain text messages, and in Easy Read.
@Suite(.limited) struct `Kinds of question` {
    private let forum: PretendForum
    private let amira: Person
    private let ben: Person
    /// Reads Easy Read.
    private let cai: Person

    init() throws {
        forum = try PretendForum(Welcome(), Polls())
        amira = try forum.member("Amira")
        ben = try forum.member("Ben", on: .sms)
        cai = try forum.member("Cai")
        cai.says("EASY READ")
        cai.ignoresTheRest()
    }

    private func ask(_ lines: String) {
        forum.officer.says("POLL\n" + lines)
        forum.officer.sees("Send this now?")
        forum.officer.says("yes")
        forum.officer.sees("on its way")
    }

    private func close() -> String {
        forum.officer.says("CLOSE")
        forum.officer.sees("Close this poll now?")
        forum.officer.says("yes")
        return forum.officer.sees("The poll has closed.")
    }

    @Test(.serves("B3", "B6", "C15")) func `choose several: pressed one by one, or typed together`() throws {
        ask(
            """
            Question: What shall we eat?
            Kind: several
            Up to: 2
            - Pizza
            - Soup
            - Salad
            """)
        amira.sees("What shall we eat?", "You can choose up to 2.")
        amira.canPress("Pizza", "Soup", "Salad", "DONE")
        amira.presses("Pizza")
        amira.sees("You chose so far: Pizza", "Send DONE when that is all.")
        amira.presses("Soup")
        amira.sees("You chose so far: Pizza, Soup")
        amira.presses("Salad")
        amira.sees("You can choose up to 2.")
        amira.presses("Pizza")
        amira.sees("You chose so far: Soup")
        amira.presses("DONE")
        amira.sees("Thank you. You chose: Soup")
        ben.sees("What shall we eat?", "1 Pizza\n2 Soup\n3 Salad", "You can also send DONE.")
        ben.says("1 and 3")
        ben.sees("You chose: Pizza, Salad")
        cai.sees("What shall we eat?", "You can choose up to 2.")
        cai.says("soup, salad")
        cai.sees("Thank you.\nYou chose: Soup, Salad")
        let result = close()
        #expect(
            result.contains(
                "2 of 3 people chose Soup.\n=======\n2 of 3 people chose Salad.\n=======\n1 of 3 people chose Pizza."
            ))
    }

    @Test(.serves("B3", "B6")) func `yes, no and not sure have the same weight, and many words for them`()
        throws
    {
        ask("Question: Did you feel listened to?\nKind: yes or no")
        amira.sees("Did you feel listened to?", "The organisers see numbers, not who chose what.")
        amira.canPress("Yes", "No", "Not sure")
        amira.presses("Yes")
        amira.sees("You chose Yes.")
        ben.sees("1 Yes\n2 No\n3 Not sure")
        ben.says("nope")
        ben.sees("You chose No.")
        cai.sees("Did you feel listened to?", "We only count answers.")
        cai.says("dont know")
        cai.sees("You chose Not sure.")
        #expect(
            close().contains(
                "1 of 3 people chose Yes.\n===\n1 of 3 people chose No.\n===\n1 of 3 people chose Not sure."))
    }

    @Test(.serves("B3", "B6", "F14")) func `a scale has faces and words, and takes either`() throws {
        ask("Question: How was the meeting?\nKind: scale")
        amira.sees("How was the meeting?")
        amira.canPress("Very bad 😢", "Bad 🙁", "In the middle 😐", "Good 🙂", "Very good 😀")
        amira.presses("Very good 😀")
        amira.sees("You chose Very good 😀.")
        ben.sees("1 Very bad 😢", "5 Very good 😀")
        ben.says("4")
        ben.sees("You chose Good 🙂.")
        ben.says("very good")
        ben.sees("You chose Very good 😀.")
        cai.says("😐")
        cai.sees("You chose In the middle 😐.")
        #expect(close().contains("2 of 3 people chose Very good 😀."))
    }

    @Test(.serves("B3", "C15")) func `an answer in one's own words can be a voice note`() throws {
        ask("Question: What could be better?\nKind: words")
        amira.sees("What could be better?", "A voice note or picture is fine too.")
        amira.says("More breaks.\nAnd a quiet room")
        amira.sees("You said: More breaks.\nAnd a quiet room", "You can change this until the poll closes.")
        ben.sees("What could be better?")
        ben.says("Less noise")
        ben.sees("You said: Less noise")
        cai.sees("What could be better?", "You can also send a voice note or a picture.")
        cai.sends(.voice)
        cai.sees("I have what you sent.")
        // Changed with the platform's own reply, and counted once.
        ben.replies(to: "What could be better?", saying: "Less noise, please")
        ben.sees("You said: Less noise, please")
        _ = close()
        let words = try forum.rows("SELECT text FROM polls_words ORDER BY place").map { try $0[0] as String }
        // In no order that would tell whose they are.
        #expect(words.sorted() == ["", "Less noise, please", "More breaks.\nAnd a quiet room"])
        #expect(try forum.rows("SELECT voter FROM polls_vote").isEmpty)
    }

    @Test(.serves("C15")) func `something else is said in one's own words`() throws {
        ask("Question: Where shall we meet?\n- Library\n- Park\nOther: yes")
        amira.canPress("Library", "Park", "Something else")
        amira.presses("Something else")
        amira.sees("Please say it in your own words.", "Names can show who you are.")
        amira.says("On a boat")
        amira.sees("You said: On a boat")
        ben.sees("1 Library\n2 Park\n3 Something else")
        ben.says("3")
        ben.sees("Please say it in your own words.")
        ben.says("back")
        ben.sees("Where shall we meet?")
        ben.says("park")
        ben.sees("You chose Park.")
        cai.presses("Something else")
        cai.sees("Please say it in your own words.")
        cai.sends(.picture)
        cai.sees("I have what you sent.")
        let result = close()
        #expect(result.contains("2 of 3 people chose Something else.\n=======\n1 of 3 people chose Park."))
    }

    @Test(.serves("C15", "H8")) func `a date is found, and other plugins hear of it`() throws {
        ask(
            """
            Question: When shall we meet?
            Kind: date
            - Saturday 4pm
            - Sunday 2pm
            """)
        amira.sees("When shall we meet?", "Choose every time when you can come.")
        amira.canPress("Saturday 7 March 2026, 4pm", "Sunday 8 March 2026, 2pm", "None of these", "DONE")
        amira.presses("Saturday 7 March 2026, 4pm")
        amira.presses("Sunday 8 March 2026, 2pm")
        amira.presses("DONE")
        amira.sees("Thank you. You chose: Saturday 7 March 2026, 4pm, Sunday 8 March 2026, 2pm")
        ben.sees("1 Saturday 7 March 2026, 4pm\n2 Sunday 8 March 2026, 2pm\n3 None of these")
        ben.says("sunday")
        ben.sees("You chose so far: Sunday 8 March 2026, 2pm")
        cai.presses("Saturday 7 March 2026, 4pm")
        cai.presses("None of these")
        cai.sees("You chose so far:\nNone of these")
        let result = close()
        #expect(result.contains("2 of 3 people chose Sunday 8 March 2026, 2pm."))
        #expect(result.contains("Most people can come at this time: Sunday 8 March 2026, 2pm"))
        let news = try #require(forum.news.first { $0.name == "date-found" })
        #expect(news.data["starts"] == "2026-03-08T14:00" && news.data["zone"] == "Europe/London")
        #expect(news.data["can"] == "2")
    }

    @Test(.serves("G3")) func `a sign-off counts where 4 in 5 of at least 5 people agree`() throws {
        let others = try ["Dee", "Eve"].map { try forum.member($0) }
        ask("Question: The leaflet about buses\nKind: made together")
        amira.sees("Young people and adults made this together.", "The leaflet about buses")
        amira.canPress("Yes", "No", "Not sure")
        for person in [amira, cai] + others { person.presses("Yes") }
        ben.says("no")
        #expect(close().contains("So this counts as made together."))
        let news = try #require(forum.news.first { $0.name == "sign-off" })
        #expect(news.data["agreed"] == "4" && news.data["asked"] == "5" && news.data["reached"] == "yes")
    }

    @Test(.serves("G3")) func `a sign-off of 3 people does not count`() throws {
        ask("Question: The leaflet about buses\nKind: made together")
        for person in [amira, cai] { person.presses("Yes") }
        ben.says("yes")
        #expect(close().contains("This does not count as made together."))
        #expect(forum.news.first { $0.name == "sign-off" }?.data["reached"] == "no")
    }

    @Test(.serves("G3")) func `a sign-off that too few answered was asked, and does not count`() throws {
        ask("Question: The leaflet about buses\nKind: made together")
        for person in [amira, cai] { person.presses("Yes") }
        #expect(close().contains("Not enough people answered"))
        let news = try #require(forum.news.first { $0.name == "sign-off" })
        #expect(news.data["reached"] == "no" && news.data["agreed"] == nil && news.data["asked"] == "3")
    }

    @Test(.serves("B1", "B11")) func `a picture comes with its description, and with easy words`() throws {
        ask(
            """
            Question: Which park is best?
            Easy: A park is a green place with trees.
            Picture: https://example.org/park.jpg | Two parks from above
            - Town park
            - River park
            """)
        for person in [amira, ben, cai] {
            person.sees("Which park is best?", "A park is a green place with trees.", "Two parks from above")
        }
        forum.officer.says(
            "POLL\nQuestion: Which?\nPicture: https://example.org/park.jpg\n- A word\n- B word")
        forum.officer.sees("Line 2, Picture:", "Then what the picture shows.")
    }
}
