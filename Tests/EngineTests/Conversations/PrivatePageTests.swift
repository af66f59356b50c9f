import Engine
import Foundation
import TestLimits
import Testing
import Threads
import YouSaidKit

@testable import YouSaidTesting

@Suite(.limited) struct `Private pages` {
    /// Gives each member the list of cups that they had, as a page, a table or a file.
    private struct Tea: Plugin {
        let manifest = Manifest(id: "trial", name: "Tea", version: "1")
        let commands = [Command("CUPS", .members, help: "help")]

        func handle(_ call: CommandCall, in turn: Turn) throws {
            let page = PrivatePage(
                "cups", title: Prompt("line", ["text": "Your cups"]), forms: [.reading, .csv, .json],
                data: ["year": "2026"])
            try turn.give(page, saying: Prompt("line", ["text": "Here are your cups."]))
        }

        func write(_ page: PageRequest, to writer: PageWriter, from database: any Database) throws {
            writer.fileName = "cups"
            if page.data["year"] != "2026" { throw Broken() }
            try writer.heading(Prompt("line", ["text": "Green tea"]))
            try writer.row(["day", "cups"])
            try writer.row(["Monday, early", "=2+3"])
            try writer.row(["Tuesday \"late\"", "-4"])
            try writer.text("Drunk by \(page.member.rawValue > 0 ? "you" : "nobody")")
            try writer.json("{\"cups\":[5,4]}")
        }

        func export(_ member: Member.ID, from database: any Database) throws -> [ExportedItem] { [] }
        func forget(_ member: Member.ID, in turn: Turn) throws {}
    }

    private let forum: PretendForum
    private let amira: Person

    init() throws {
        forum = try PretendForum(
            Tea(), words: Scripted.words, publicURL: "https://bot.example.org")
        amira = try forum.member("Amira")
    }

    private func newLink() throws -> String {
        amira.says("CUPS")
        amira.sees("Here are your cups.", "Your cups: https://bot.example.org/link/")
        return try #require(amira.link)
    }

    @Test func `looking uses nothing up, and each button works once`() throws {
        let link = try newLink()
        for _ in 0..<3 { #expect(amira.looks(at: link) == [.reading, .csv, .json]) }
        #expect(
            try amira.opens(link)
                == "Green tea\nday | cups\nMonday, early | =2+3\nTuesday \"late\" | -4\nDrunk by you")
        #expect(try amira.opens(link) == nil)
        #expect(amira.looks(at: link) == [.csv, .json])
        // A spreadsheet takes none of it for a formula, and a number stays one.
        #expect(
            try amira.opens(link, as: .csv)
                == "day,cups\r\n\"Monday, early\",'=2+3\r\n\"Tuesday \"\"late\"\"\",-4\r\n")
        #expect(try amira.opens(link, as: .json) == "{\"cups\":[5,4]}")
        #expect(amira.looks(at: link).isEmpty)
    }

    @Test func `two presses at the same moment hand it out once`() throws {
        // Whoever writes the page waits until the other one writes it too: both have found the link unused by then.
        let gate = DispatchSemaphore(value: 0)
        let inside = Guarded(0)
        let plugin = Scripted(
            "trial",
            [
                "ALL": { _, turn in
                    try turn.give(PrivatePage("all", title: .line("All")), saying: .line("Here it is."))
                }
            ],
            page: { _, writer, _ in
                if inside.with({
                    $0 += 1
                    return $0
                }) == 2 {
                    gate.signal()
                } else {
                    _ = gate.wait(timeout: .now() + 20)
                }
                try writer.text("Yours alone.")
            })
        let forum = try PretendForum(plugin, words: Scripted.words, publicURL: "https://bot.example.org")
        let ben = try forum.member("Ben")
        ben.says("ALL")
        let token = String(try #require(ben.link).split(separator: "/").last ?? "")
        let engine = forum.stage.machine.engine
        let handed = Guarded<[Bool]>([])
        let done = DispatchGroup()
        for _ in 1...2 {
            done.enter()
            Thread {
                let page = try? engine.openNow(link: token, as: .reading, fetch: { _, _ in .gone })
                handed.with { $0.append(page != nil) }
                done.leave()
            }.start()
        }
        done.wait()
        #expect(inside.with { $0 } == 2)
        #expect(handed.with { $0 }.count { $0 } == 1)
    }

    @Test func `a link works for a day and not a minute longer, cleaned away or not`() throws {
        let link = try newLink()
        forum.advance(.minutes(24 * 60 - 10))
        #expect(amira.looks(at: link) == [.reading, .csv, .json])
        // Within the hour it is not cleaned up again.
        forum.advance(.minutes(11))
        #expect(try forum.rows("SELECT id FROM core_page_link").count == 1)
        #expect(amira.looks(at: link).isEmpty)
        #expect(try amira.opens(link) == nil)
    }

    @Test func `a link runs out, and its row is cleaned away`() throws {
        let link = try newLink()
        forum.advance(.hours(25))
        #expect(amira.looks(at: link).isEmpty)
        #expect(try amira.opens(link) == nil)
        #expect(try forum.rows("SELECT id FROM core_page_link").isEmpty)
    }

    @Test(arguments: ["", "x", "ABCDEFGHJKMNPQRSTUVWXYZ234", "../../etc/passwd", "%00"])
    func `what is no link shows nothing`(token: String) throws {
        _ = try newLink()
        #expect(amira.looks(at: "https://bot.example.org/link/" + token).isEmpty)
        #expect(try amira.opens("https://bot.example.org/link/" + token) == nil)
    }

    @Test func `the token is kept nowhere but in the message until it is sent`() throws {
        let link = try newLink()
        let token = try #require(link.split(separator: "/").last.map(String.init))
        #expect(try Walk(forum).find([token]).isEmpty)
    }

    @Test(arguments: [CrashPoint.duringTurn, .beforeStoring, .afterStoring, .whileSending])
    func `a crash makes no second link that works beside the one that arrived`(point: CrashPoint) throws {
        forum.crashes(point)
        amira.says("CUPS")
        #expect(!forum.isCrashPlanned)
        #expect(try amira.opens(#require(amira.link)) != nil)
        #expect(try forum.rows("SELECT id FROM core_page_link").count == 1)
    }

    @Test func `a restore brings no used link back`() throws {
        let link = try newLink()
        let backup = try forum.backup()
        #expect(try amira.opens(link) != nil)
        try forum.restore(backup)
        #expect(try amira.opens(link) == nil)
    }

    @Test func `without an address on the web it comes in messages`() throws {
        let forum = try PretendForum(Tea(), words: Scripted.words)
        let amira = try forum.member("Amira")
        amira.says("CUPS")
        amira.sees("Here are your cups.")
        amira.sees("Green tea\n\nday: Monday, early\ncups: =2+3\n\nday: Tuesday", "Drunk by you")
        amira.sees("Do you want the table for a spreadsheet?")
        amira.seesNothing()
        // It is an offer: something else is no wrong answer to it.
        amira.says("purple")
        amira.sees("Sorry, I did not understand that.")
        amira.presses("Send the table")
        amira.sees("day,cups\r\n\"Monday, early\",'=2+3\r\n\"Tuesday")
        amira.seesNothing()
    }

    @Test func `a table without a row says so, on the page and in messages`() throws {
        func empty() -> Scripted {
            Scripted(
                "trial",
                [
                    "ALL": { _, turn in
                        try turn.give(PrivatePage("all", title: .line("All")), saying: .line("Here it is."))
                    }
                ],
                page: { _, writer, _ in
                    try writer.row(["day", "cups"])
                    try writer.text("The end")
                })
        }
        let forum = try PretendForum(empty(), words: Scripted.words)
        let ben = try forum.member("Ben")
        ben.says("ALL")
        ben.sees("This table is empty.\n\nThe end")
        let web = try PretendForum(empty(), words: Scripted.words, publicURL: "https://bot.example.org")
        let cai = try web.member("Cai")
        cai.says("ALL")
        #expect(try cai.opens(#require(cai.link)) == "This table is empty.\nThe end")
    }

    @Test func `a page that is too large is refused, and its link can be used again`() throws {
        let large = Scripted(
            "trial",
            [
                "ALL": { _, turn in
                    try turn.give(
                        PrivatePage("all", title: .line("All"), forms: [.json]), saying: .line("Here it is."))
                }
            ],
            page: { _, writer, _ in
                for _ in 0..<20 { try writer.json(String(repeating: "x", count: 1 << 20)) }
            })
        let forum = try PretendForum(large, words: Scripted.words, publicURL: "https://bot.example.org")
        let ben = try forum.member("Ben")
        ben.says("ALL")
        let link = try #require(ben.link)
        #expect(throws: (any Error).self) { try ben.opens(link, as: .json) }
        #expect(ben.looks(at: link) == [.json])
    }
}
