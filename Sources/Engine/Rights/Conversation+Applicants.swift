import Storage
import YouSaidKit

/// Somebody who has asked to join and waits for an organiser can hear what is kept, and have it deleted.
extension Conversation {
    /// - Returns: false where nothing is kept of whoever writes, or they have joined.
    mutating func applicantSaid(_ command: RightsCommand) throws -> Bool {
        guard member == nil, let sender = cause.sender, command != .keepMe else { return false }
        let requests = try parts.contacts.hashes(channel: sender.channel, address: sender.address)
            .flatMap { hash in
                try database.rows(
                    "SELECT id, made FROM core_request WHERE channel = $1 AND hash = $2", sender.channel,
                    hash)
            }
        guard let first = requests.first else { return false }
        if command == .myData {
            try say("request-kept", ["forum": .text(parts.forum.name), "date": .date(try first[1])])
            return true
        }
        // The journal first, so that a backup does not bring it back.
        try parts.journal.add(try requests.map { .eraseRequest(request: try $0[0]) }, in: database)
        for request in requests {
            try database.run("DELETE FROM core_request WHERE id = $1", try request[0] as Int64)
        }
        after.hasErasure = true
        try say("request-deleted", ["forum": .text(parts.forum.name)])
        return true
    }
}
