import YouSaidKit

/// How far the counting of a poll has come: first the groups, then the votes themselves. It goes from turn to turn in a
/// timer, and may be read by another version of the bot than wrote it.
struct CountingProgress: Codable {
    var groups = CountingGroups.Progress()
    /// The last vote that was counted.
    var question = 0
    var voter = ""
    /// The sums so far, by question and choice; under 0 stands how many answered.
    var sums: [Int: [Int: Int]] = [:]
    /// Who is told, where it was kept among these; now it stands beside them.
    var closer: Closer?

    /// What is written now. Whatever is added here, or comes to mean something else, makes it another.
    private static let version = "2"

    init() {}

    /// Whether no vote is counted yet.
    var isAtBeginning: Bool { question == 0 }

    // MARK: In a timer

    /// What is on the way is hidden like the votes: sums of a few people tell as much.
    func data(_ closer: Closer, _ ballot: Ballot) throws -> [String: String] {
        try Self.data(closer).merging([
            "version": Self.version, "progress": ballot.hide(StoredJSON.write(self)),
        ]) { $1 }
    }

    /// Who is told is no secret, and has to be known whatever becomes of the rest.
    static func data(_ closer: Closer) throws -> [String: String] {
        ["closer": try StoredJSON.write(closer)]
    }

    /// Reads what ``data(_:_:)`` wrote, or what was written before it had a version, which took each vote away as it
    /// was counted. Nil where this is anything else: then counting begins again.
    init?(_ data: [String: String], _ ballot: Ballot) {
        guard data["version"].map({ $0 == Self.version }) ?? true, let hidden = data["progress"],
            let text = try? ballot.shown(hidden),
            let read = try? StoredJSON.read(CountingProgress.self, text)
        else { return nil }
        self = read
    }

    static func closer(in data: [String: String]) -> Closer? {
        data["closer"].flatMap { try? StoredJSON.read(Closer.self, $0) }
    }
}
