import YouSaidKit

extension RequestStore {
    /// What the table holds, for those who answer for the data.
    static let keeps = [
        Kept(
            "welcome_request",
            "that organisers were asked to let somebody in, and when; who it is stays with the core",
            isPersonal: true, why: "so that the first answer of an organiser counts",
            until: "an organiser has answered, or the request has run out", seenBy: "organisers")
    ]
}
