import YouSaidKit

/// Takes out of the audit trail, and of the proofs of deletions, what was written there in earlier versions and could
/// tell who has answered a poll.
enum AuditSchema {
    static let migration = Migration(
        16,
        // The commands of everybody, in the plugins that shipped.
        """
        DELETE FROM core_audit WHERE plugin IN ('polls', 'welcome') AND action LIKE 'said %' AND action NOT IN
            ('said POLL', 'said TELL', 'said RESULTS', 'said CLOSE', 'said CORRECT', 'said NEXT',
             'said HIDE NAMES', 'said INVITE', 'said MEMBERS', 'said TOPICS', 'said MISSED')
        """,
        // What people who are no staff (roles 8 to 64) did for themselves, by any plugin.
        """
        DELETE FROM core_audit WHERE (about IS NULL OR about = member) AND
            (plugin <> 'core' OR action IN ('linked another contact', 'took a contact away')) AND member IN
            (SELECT id FROM core_member WHERE (roles & 120) = 0)
        """,
        // The same of those who have left: nobody knows whether they were staff, but these tell nothing of that.
        """
        DELETE FROM core_audit WHERE action IN
            ('linked another contact', 'took a contact away', 'corrected their age while joining',
             'used a code for the role member', 'used a code for the role network',
             'used a code for the role supporter', 'used a code for the role parent')
            AND (about IS NULL OR about = member) AND member NOT IN (SELECT id FROM core_member)
        """,
        // Whose answer to an anonymous poll an organiser put in, told by the entry beside it.
        """
        UPDATE core_audit SET about = NULL WHERE action = 'listened to what somebody sent' AND EXISTS
            (SELECT 1 FROM core_audit o WHERE o.action = 'put in an answer for somebody' AND o.about IS NULL
             AND o.moment = core_audit.moment AND o.member = core_audit.member)
        """,
        // How many answers went with somebody who was deleted. That they were, and when, stays.
        "UPDATE core_erasure SET counts = '{}'",
        // To the day, as what comes in now.
        "UPDATE core_event SET received = received - received % 86400000 WHERE state = 0")
}
