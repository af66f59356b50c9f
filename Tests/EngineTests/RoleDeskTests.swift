import TestLimits
import Testing
import Welcome
import YouSaidKit

@testable import Engine
@testable import YouSaidTesting

/// The desk that roles are given at, without the conversation in front of it: whoever may not agree is not asked, so
/// that in a conversation they never come this far.
@Suite(.limited) struct `The desk for roles` {
    private let forum: PretendForum
    private let priya: Person
    private let mo: Person
    private let sam: Person

    init() throws {
        forum = try PretendForum(Welcome(), settings: PretendForum.quickJoining)
        priya = try forum.organiser("Priya")
        mo = try forum.organiser("Mo", on: .sms)
        sam = try forum.member("Sam")
    }

    /// Somebody says yes at the desk to the change that waits, with the question that another was asked.
    /// - Returns: the name of what they are told.
    private func agrees(_ person: Person) throws -> String {
        let parts = forum.stage.machine.engine.parts
        let who = try #require(try forum.known(person))
        return try forum.stage.machine.store.writeNow { database in
            let row = try #require(
                try database.first(
                    """
                    SELECT c.question, a.member FROM core_role_change c JOIN core_asked a ON a.question = c.question
                    """))
            let question = try #require(
                try parts.questions.asked(row[0], of: row[1], in: database))
            var after = AfterCommit()
            return try RoleDesk(parts: parts, database: database, now: parts.clock.now)
                .answer(question, Choice(RoleDesk.yes, label: "Yes"), by: who, &after).name
        }
    }

    @Test(.serves("G6"), arguments: ["organiser", "approver"])
    func `who asked for a role, and who would get it, cannot agree`(role: String) throws {
        sam.says("CODE \(try priya.makesCode(for: role))")
        for person in [priya, sam] {
            #expect(try agrees(person) == "not-allowed")
            #expect(try forum.known(sam)?.roles == [.member])
        }
        #expect(try agrees(mo) == "role-agreed")
        #expect(try forum.known(sam)?.roles.map(\.rawValue).sorted() == ["member", role].sorted())
    }

    @Test(.serves("G6")) func `an organiser who would get another role cannot agree to it`() throws {
        mo.says("CODE \(try priya.makesCode(for: "approver"))")
        #expect(try agrees(mo) == "not-allowed")
        #expect(try forum.known(mo)?.roles == [.organiser])
        #expect(try agrees(forum.officer) == "role-agreed")
        #expect(try forum.known(mo)?.roles == [.organiser, .approver])
    }

    @Test(.serves("G6")) func `an approver, a lead and a member cannot agree`() throws {
        let ada = try forum.member("Ada")
        ada.says("CODE \(try priya.makesCode(for: "approver"))")
        #expect(try agrees(mo) == "role-agreed")
        let lee = try forum.lead("Lee")
        sam.says("CODE \(try priya.makesCode(for: "organiser"))")
        for person in [ada, lee, try forum.member("Cai")] {
            #expect(try agrees(person) == "not-allowed")
            #expect(try forum.known(sam)?.roles == [.member])
        }
    }
}
