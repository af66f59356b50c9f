import Engine
import TestLimits
import Testing

/// The words that people begin a message with to make the bot do something.
@Suite(.limited)
struct CommandReaderTests {
    static let commands = [
        (word: "POLL", aliases: [String]()), (word: "MY DATA", aliases: ["DATA"]),
        (word: "RESULTS", aliases: ["RESULT"]), (word: "MY", aliases: []), (word: "JOIN", aliases: []),
    ]

    @Test(arguments: [
        ("POLL", "POLL", "", true), ("poll", "POLL", "", true), ("Poll!", "POLL", "", true),
        ("/poll", "POLL", "", true), ("/poll@ForumBot", "POLL", "", true), (" poll ", "POLL", "", true),
        ("poll Where next?", "POLL", "Where next?", false), ("POLL\nTea\nMilk ", "POLL", "Tea\nMilk", false),
        ("poll: tea", "POLL", "tea", false), ("my data", "MY DATA", "", true),
        ("My  Data.", "MY DATA", "", true), ("MY DATA now", "MY DATA", "now", false),
        ("data", "MY DATA", "", true), ("my poll", "MY", "poll", false), ("my\ndata", "MY", "data", false),
        ("result", "RESULTS", "", true), ("“poll”", "POLL", "", true), ("PÓLL", "POLL", "", true),
        ("ＰＯＬＬ", "POLL", "", true), ("\u{00A0}poll\u{00A0}tea", "POLL", "tea", false),
        ("/join 7KQ2", "JOIN", "7KQ2", false), ("my, data", "MY", "data", false),
    ])
    func reads(text: String, word: String, rest: String, standsAlone: Bool) {
        let found = CommandReader(Self.commands).read(text)
        #expect(found?.word == word)
        #expect(found?.rest == rest)
        #expect(found?.standsAlone == standsAlone)
    }

    @Test(arguments: ["", "  ", "/", "polls", "the poll", "pol", "a poll", "🎉", "12", "!!!", "\n\n", "po ll"])
    func anythingElseIsNoCommand(text: String) {
        #expect(CommandReader(Self.commands).read(text) == nil)
    }
}

/// The words that mean the same everywhere, STOP before all.
@Suite(.limited)
struct ReservedWordTests {
    @Test(arguments: [
        "STOP", "stop", "Stop.", "stop!!!", " STOP \n", "STOP STOP", "stop stop stop", "stop please",
        "pls stop",
        "ＳＴＯＰ", "\u{2003}stop\u{00A0}", "S\u{200B}TOP", "\"stop\"", "STOP 🛑", "🛑 stop", "/stop",
        "/stop@ForumBot",
        "STOPALL", "stop all", "Unsubscribe", "END", "quit", "Cancel", "REVOKE", "optout", "opt out",
        "opt-out",
        "stop messaging me", "Stop texting me!", "please stop messaging me", "stoppp", "STOOOOP", "s.t.o.p",
        "stop thank you", "stóp",
    ])
    func isStop(text: String) { #expect(ReservedWord.read(text) == .stop) }

    @Test(arguments: [
        "stop it", "bus stop", "the bus stop", "don't stop", "dont stop", "never stop", "stop sign",
        "stop bullying",
        "full stop", "shop", "top", "step", "stomp", "cancel the meeting", "the end", "weekend",
        "end of term",
        "stop. i want to say something", "why did it stop", "stop motion", "non stop", "stop and go", "YES",
        "yes",
        "", "🛑", "please", "stopwatch", String(repeating: "stop ", count: 100) + "it",
    ])
    func isNotStop(text: String) { #expect(ReservedWord.read(text) == nil) }

    @Test(arguments: [
        "SOTP", "STPO", "sotp!", "stpo", "tsop", "stopp", "st0p", "stp", "sto", "stip", "unsuscribe",
    ])
    func aMisspeltStopIsAskedAbout(text: String) { #expect(ReservedWord.read(text) == .maybeStop) }

    @Test(arguments: [
        ("START", ReservedWord.start("")), ("/start", .start("")),
        ("unstop", .start("")), ("/start 7KQ2", .start("7KQ2")),
        ("/start@ForumBot 7kq2", .start("7kq2")), ("HELP", .help), ("help!", .help), ("info", .help),
        ("help please", .help), ("/help", .help), ("help me", .help), ("HELP NOW", .helpNow),
        ("help now!!", .helpNow), ("Help  now please", .helpNow), ("helpnow", .helpNow), ("LEAVE", .leave),
        ("leave.", .leave),
    ])
    func theOtherWords(text: String, word: ReservedWord) { #expect(ReservedWord.read(text) == word) }

    @Test(arguments: [
        "start the poll", "/starter", "/start a b", "help with maths", "i can help", "leave me", "now",
    ])
    func standsAlone(text: String) { #expect(ReservedWord.read(text) == nil) }
}
