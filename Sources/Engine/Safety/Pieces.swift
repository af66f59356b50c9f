import ChannelContract
import Storage
import YouSaidKit

/// The last few messages of whoever writes, for some minutes: "he keeps", "hitting", "me" tell of harm only together.
/// Sealed, and gone with the next cleaning; at once where one of them counted as a secret answer.
struct Pieces {
    let parts: EngineParts
    let database: any Database
    let now: Moment

    /// How many messages are read together, this one among them, and how far apart they may be.
    static let most = 5
    static let span = Duration.minutes(5)
    /// A longer text says what it has to say by itself.
    static let longest = 200
    static let purpose = "piece"

    /// A message that came before.
    struct Piece {
        let id: Int64
        let moment: Moment
        /// It was an answer or a command, and is kept as that.
        let wasUsed: Bool
        let text: String
    }

    /// What somebody wrote just before, the oldest first.
    func before(_ sender: Sender) throws -> [Piece] {
        try database.rows(
            """
            SELECT id, moment, used, body FROM core_piece
            WHERE channel = $1 AND hash = $2 AND moment > $3 ORDER BY id DESC LIMIT \(Self.most - 1)
            """, sender.channel, sender.hash, now - Self.span
        ).reversed().map { row in
            Piece(
                id: try row[0], moment: try row[1], wasUsed: try row[2],
                text: String(
                    decoding: try parts.sealer.open(try row[3], for: Self.purpose), as: UTF8.self))
        }
    }

    func keep(_ text: String, of sender: Sender, wasUsed: Bool) throws {
        guard !text.isEmpty, text.utf8.count <= Self.longest else { return }
        try database.run(
            """
            INSERT INTO core_piece (id, channel, hash, moment, used, body) VALUES ($1, $2, $3, $4, $5, $6)
            """, parts.makeID(), sender.channel, sender.hash, now, wasUsed,
            try parts.sealer.seal(Array(text.utf8), for: Self.purpose))
    }

    /// Nothing of what somebody wrote is left: one of it was a secret answer, or all of it is in a worry now.
    func forget(_ sender: Sender) throws {
        try database.run(
            "DELETE FROM core_piece WHERE channel = $1 AND hash = $2", sender.channel, sender.hash)
    }

    /// Takes away what is too old to be read together with anything.
    static func clean(now: Moment, in database: any Database) throws {
        try database.run("DELETE FROM core_piece WHERE moment < $1", now - span)
    }
}
