import YouSaidKit

/// Counts wrong codes from one address, so that nobody guesses their way in: after a few, none is taken for a
/// while, not even a right one. Used wherever a code is taken.
struct WrongCodes {
    let database: any Database
    let now: Moment

    /// How many wrong codes one address may send within ``span``.
    static let most = 5
    static let span = Duration.hours(1)

    func areTooMany(from sender: Sender) throws -> Bool {
        try database.first(
            "SELECT count FROM core_wrong_code WHERE channel = $1 AND hash = $2 AND since > $3 AND count >= $4",
            sender.channel, sender.hash, now - Self.span, Self.most) != nil
    }

    /// Counts one more.
    func note(from sender: Sender) throws {
        try database.run(
            """
            INSERT INTO core_wrong_code (channel, hash, count, since) VALUES ($1, $2, 1, $3)
            ON CONFLICT (channel, hash) DO UPDATE SET
                count = CASE WHEN core_wrong_code.since > $4 THEN core_wrong_code.count + 1 ELSE 1 END,
                since = CASE WHEN core_wrong_code.since > $4 THEN core_wrong_code.since ELSE excluded.since END
            """, sender.channel, sender.hash, now, now - Self.span)
    }

    /// Takes away what counts no longer.
    static func clean(now: Moment, in database: any Database) throws {
        try database.run("DELETE FROM core_wrong_code WHERE since < $1", now - span)
    }
}
