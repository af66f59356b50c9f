import YouSaidKit

extension JoiningStore {
    /// What the table holds, for those who answer for the data.
    static let keeps = [
        Kept(
            "welcome_joining",
            "that somebody has begun to join, and which question comes next; nothing that they said",
            isPersonal: true, why: "so that they can stop and come back tomorrow",
            until: "they have joined, or 30 days have gone by", seenBy: "nobody")
    ]
}
