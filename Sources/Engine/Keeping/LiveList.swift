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
            "what somebody said yes or no to and when, who said it for them, and which words were shown",
            isPersonal: true, why: "to be able to prove what was agreed, and to keep to a no",
            until: "the person says DELETE ME", seenBy: "the person"),
    ]

    static func forget(_ member: Member.ID, in database: any Database) throws {
        try database.run("DELETE FROM core_interest WHERE member = $1", member)
        try database.run("DELETE FROM core_consent WHERE member = $1", member)
        // What they said for somebody else stays that person's; who it was does not.
        try database.run("UPDATE core_consent SET speaker = NULL WHERE speaker = $1", member)
    }
}
