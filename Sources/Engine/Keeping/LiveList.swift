import Storage
import YouSaidKit

/// What the live list keeps of people, for those who answer for the data, and how one person is taken off it.
enum LiveList {
    static let keeps = [
        Kept(
            "core_topic", "what people can be interested in, as organisers wrote it", isPersonal: false,
            why: "so that members can choose what they are asked about", until: "an organiser removes it",
            seenBy: "everybody"),
        Kept(
            "core_interest", "which topics somebody chose", isPersonal: true,
            why: "to ask those who care about something",
            until: "the person takes it away or says DELETE ME",
            seenBy: "the person; organisers see how many"),
        Kept(
            "core_consent",
            "what somebody said yes or no to and when, who said it for them, and which words were shown: taking part,"
                + " being contacted, photos, payment, sharing access needs, invitations, news",
            isPersonal: true, why: "to be able to prove what was agreed, and to keep to a no",
            until: "the person says DELETE ME", seenBy: "the person"),
        Kept(
            "core_bond", "who may speak for whom as a supporter or parent, since when, and until when",
            isPersonal: true, why: "so that somebody who finds it hard to answer is heard",
            until: "one of the two says DELETE ME", seenBy: "the two of them"),
        Kept(
            "core_bond_code", "codes with which somebody becomes a supporter or parent, scrambled",
            isPersonal: true, why: "so that only whom the young person chose can speak for them",
            until: "it is used or runs out", seenBy: "the young person, once"),
        Kept(
            "core_voice", "for whom a supporter or parent speaks now", isPersonal: true,
            why: "so that they need not say it with every message",
            until: "one of the two says DELETE ME, or the link ends", seenBy: "the two of them"),
    ]

    static func forget(_ member: Member.ID, in database: any Database) throws {
        try database.run("DELETE FROM core_interest WHERE member = $1", member)
        try database.run("DELETE FROM core_consent WHERE member = $1", member)
        try database.run(
            """
            UPDATE core_asked SET speaker = NULL WHERE speaker = $1
                AND member IN (SELECT b.young FROM core_bond b WHERE b.carer = $1)
            """, member)
        try database.run("DELETE FROM core_bond WHERE young = $1 OR carer = $1", member)
        try database.run("DELETE FROM core_bond_code WHERE young = $1", member)
        try database.run("DELETE FROM core_voice WHERE young = $1 OR carer = $1", member)
        // What they said for somebody else stays that person's; who it was does not.
        try database.run("UPDATE core_consent SET speaker = NULL WHERE speaker = $1", member)
    }
}
