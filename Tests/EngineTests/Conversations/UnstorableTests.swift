import Polls
import TestLimits
import Testing
import Welcome
import YouSaidKit

@testable import YouSaidTesting

/// A fault of ours outside of every plugin's turn: here, a rule in the database that one person's message breaks.
@Suite(.limited) struct `A message that cannot be handled at all` {
    @Test func `is kept, and holds up nobody`() throws {
        let forum = try PretendForum(Welcome(), Polls(), settings: PretendForum.quickJoining)
        forum.allowsFailures = true
        let amira = try forum.member("Amira")
        let ben = try forum.member("Ben")
        amira.blocks()
        let store = forum.stage.machine.store
        try store.writeNow {
            try $0.run(
                """
                CREATE TRIGGER planted BEFORE UPDATE OF unreachable ON core_contact
                BEGIN SELECT RAISE(ABORT, 'planted'); END
                """)
        }
        amira.says("HELP")
        ben.says("HELP")
        ben.sees("You can send me these words")
        forum.officer.says("PROBLEMS")
        forum.officer.sees("core:")
        try store.writeNow { try $0.run("DROP TRIGGER planted") }
        amira.phone.blocks = false
        forum.officer.says("REPLAY")
        amira.sees("You can send me these words")
    }
}
