import Storage
import YouSaidKit

/// What a journal tells about keys that were changed: under which hash an address was known before, and under which it
/// is now. An address keeps its owner, so whatever the journal says of one hash holds for the other, whichever of them
/// a backup knows and in whatever order things were written before the process died.
struct Rehashes {
    private struct Place: Hashable {
        let channel: String
        let hash: [UInt8]
    }

    private var next: [Place: [UInt8]] = [:]

    init(_ entries: [Journal.Entry]) {
        for case .rehashed(let channel, let old, let new) in entries {
            next[Place(channel: channel, hash: old)] = new
        }
    }

    /// The hash under which an address is known now.
    func latest(_ channel: String, _ hash: [UInt8]) -> [UInt8] {
        var hash = hash
        // A key that was taken back makes a ring.
        var seen: Set<[UInt8]> = []
        while let new = next[Place(channel: channel, hash: hash)], seen.insert(hash).inserted { hash = new }
        return hash
    }

    /// The same entry, with the hashes of now.
    func latest(_ entry: Journal.Entry) -> Journal.Entry {
        switch entry {
        case .stop(let channel, let hash, let number):
            .stop(channel: channel, hash: latest(channel, hash), number: number)
        case .start(let channel, let hash): .start(channel: channel, hash: latest(channel, hash))
        case .eraseContact(let channel, let hash):
            .eraseContact(channel: channel, hash: latest(channel, hash))
        case .unlinked(let channel, let hash, let contact):
            .unlinked(channel: channel, hash: latest(channel, hash), contact: contact)
        case .moved(let channel, let old, let new):
            .moved(channel: channel, from: latest(channel, old), to: latest(channel, new))
        default: entry
        }
    }

    /// Has a backup from before a change of keys know its people by the hashes of now. Their addresses stay sealed with
    /// the key of then, until ``Engine/sealAnew(progress:)``.
    func apply(in database: any Database) throws {
        for place in next.keys {
            let new = latest(place.channel, place.hash)
            guard new != place.hash else { continue }
            for table in ["core_contact", "core_request"] {
                try database.run(
                    """
                    UPDATE \(table) SET hash = $1 WHERE channel = $2 AND hash = $3 AND NOT EXISTS
                        (SELECT 1 FROM \(table) o WHERE o.channel = $2 AND o.hash = $1)
                    """, new, place.channel, place.hash)
            }
            try database.run(
                "UPDATE core_concern SET hash = $1 WHERE channel = $2 AND hash = $3", new, place.channel,
                place.hash)
            try database.run(
                "UPDATE core_event SET sender = $1 WHERE state <> 0 AND channel = $2 AND sender = $3", new,
                place.channel, place.hash)
            if let number = try LooseStop.take(channel: place.channel, hash: place.hash, in: database) {
                try LooseStop.keep(channel: place.channel, hash: new, number: number, in: database)
            }
        }
    }
}
