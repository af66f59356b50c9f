import Engine
import Foundation
import Sealing
import Testing
import YouSaidKit

@testable import Storage

/// What the database holds at the end, compared with what was acknowledged and with what was heard.
struct Ledger: Sendable {
    /// The choice that each chat's vote stands at, counted from 0.
    let votes: [Int64: [Int]]
    /// Updates that took effect, by state: 0 is handled.
    let events: [String: Int]
    /// The numbers under which messages arrived, with the chat.
    let receipts: [(chat: Int64, number: Int64)]
    /// How many messages were sent of which nothing is kept, not even to whom: answers to votes in secret polls.
    let withoutTrace: Int
    /// Messages for Telegram that are not marked as sent, by state.
    let unsent: [Int: Int]

    static func read(_ forum: LiveForum) async throws -> Ledger {
        let sealer = Sealer(current: try SealingKey(contentsOf: forum.data + "/sealing.key"))
        let path = forum.data + "/yousaid.db"
        return try await forum.read { connection in
            try connection.check(path)
            var chats: [Int64: Int64] = [:]
            var byMember: [Int64: Int64] = [:]
            try connection.each(
                "SELECT id, member, address FROM core_contact WHERE channel = 'telegram'"
            ) { row in
                let address = String(decoding: try sealer.open(try row[2], for: "address"), as: UTF8.self)
                chats[try row[0]] = Int64(address)
                if let member: Int64 = try row[1] { byMember[member] = Int64(address) }
            }
            var votes: [Int64: [Int]] = [:]
            for poll in try connection.rows("SELECT id FROM polls_poll WHERE closed IS NULL") {
                let id: Int64 = try poll[0]
                let vault = try #require(
                    try Engine.vault("poll-\(id)", of: "polls", in: forum.data + "/vaults"))
                var voters: [String: Int64] = [:]
                for (member, chat) in byMember {
                    let pseudonym = Data(vault.pseudonym(of: Member.ID(rawValue: member)))
                    voters["v" + pseudonym.base64EncodedString()] = chat
                }
                try connection.each("SELECT voter, value FROM polls_vote WHERE poll = $1", id) { row in
                    let sealed = Data(base64Encoded: try row[1] as String) ?? Data()
                    let choice = Int(String(decoding: try vault.open(Array(sealed)), as: UTF8.self)) ?? 0
                    votes[voters[try row[0]] ?? 0, default: []].append(choice - 1)
                }
            }
            var events: [String: Int] = [:]
            try connection.each("SELECT key, state FROM core_event WHERE channel = 'telegram'") { row in
                events[try row[0]] = try row[1]
            }
            var receipts: [(Int64, Int64)] = []
            var withoutTrace = 0
            var unsent: [Int: Int] = [:]
            try connection.each(
                "SELECT contact, receipt, state FROM core_outgoing WHERE channel = 'telegram'"
            ) { row in
                let state: Int = try row[2]
                guard state == 2 else {
                    unsent[state, default: 0] += 1
                    return
                }
                let contact: Int64? = try row[0]
                guard let receipt: String = try row[1] else {
                    #expect(contact == nil)
                    withoutTrace += 1
                    return
                }
                receipts.append((contact.flatMap { chats[$0] } ?? 0, Int64(receipt) ?? 0))
            }
            return Ledger(
                votes: votes, events: events, receipts: receipts, withoutTrace: withoutTrace, unsent: unsent)
        }
    }
}
