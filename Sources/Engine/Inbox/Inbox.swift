import ChannelContract
import Foundation
import Storage
import YouSaidKit

/// Takes events in: each is written down and handled in one transaction, and only then is the platform told.
///
/// An event that was handled leaves one small row, so that it takes effect once however often it comes. Its body
/// is never stored, unless its turn failed: then it is kept, sealed, for replay.
struct InboxTransaction {
    let parts: EngineParts
    let connection: Connection
    let now: Moment

    static let purpose = "event"

    /// - Returns: for each event, what is to happen once the transaction is committed.
    func accept(_ arrivals: [Arrival]) throws -> [AfterCommit] { try arrivals.map(accept) }

    /// What was handled has the day alone: with the time, and what else went on then, it would tell who answered when.
    private var day: Moment {
        Moment(milliseconds: now.milliseconds - now.milliseconds % Duration.hours(24).inMilliseconds)
    }

    private func accept(_ arrival: Arrival) throws -> AfterCommit {
        var after = AfterCommit()
        let isNew =
            try connection.run(
                """
                INSERT INTO core_event (channel, key, received, state) VALUES ($1, $2, $3, 0)
                ON CONFLICT (channel, key) DO NOTHING
                """, arrival.channel, arrival.event.key, day) > 0
        guard isNew else {
            after.duplicates = 1
            return after
        }
        switch try connection.attempt({ try handle(arrival) }) {
        case .success(let done): after = done
        case .failure(let error):
            // A fault of ours outside of every turn. It comes again in the same way, so it is kept, and neither holds up
            // what came with it nor is brought by the platform for ever.
            let reason = Self.reason(error)
            let sender = Sender(
                channel: arrival.channel, address: arrival.event.address, hash: arrival.sender, contact: nil,
                member: nil)
            try keep(arrival.event, from: sender, .failed, plugin: "core", reason: reason)
            after.failures.append(("core", reason))
        }
        after.accepted = 1
        return after
    }

    /// Handles an event whose row is there.
    private func handle(_ arrival: Arrival) throws -> AfterCommit {
        let event = arrival.event
        let key = arrival.watchKey
        let deaths = parts.watch.deaths(of: key)
        let sender = try parts.contacts.sender(
            channel: arrival.channel, address: event.address, hash: arrival.sender, in: connection)
        try noteReachable(sender, event.kind)
        var after = AfterCommit()
        if deaths >= Self.fatalTurns {
            try setAside(event, from: sender, key, &after)
            return after
        }
        let runner = TurnRunner(parts: parts, database: connection, now: now)
        var conversation = Conversation(
            runner: runner, event: event,
            cause: TurnCause(key: key, sender: sender, event: event.key, pace: arrival.pace),
            arrived: arrival.text)
        // Before any plugin, and not undone by one that fails.
        if try conversation.belongsToWorry(arrival.finding) { return conversation.after }
        let start = conversation
        let result = try connection.attempt {
            // It may be tried twice, and starts from the same both times.
            var conversation = start
            conversation.after = AfterCommit()
            try conversation.handle()
            try conversation.notePiece(event.text)
            return conversation.after
        }
        switch result {
        case .success(let done):
            after = done
            if deaths > 0 { after.cleared.append(key) }
        case .failure(let error):
            try failed(event, from: sender, error, &after)
        }
        return after
    }

    /// Whoever writes can be reached again, also where the platform said before that they cannot.
    private func noteReachable(_ sender: Sender, _ kind: Event.Kind) throws {
        switch kind {
        case .message, .press, .edit:
            guard let contact = sender.contact, !contact.isReachable else { return }
            try connection.run("UPDATE core_contact SET unreachable = NULL WHERE id = $1", contact.id)
        case .unreachable, .reachable, .group: break
        }
    }

    /// How often a turn may end the process before it is set aside.
    static let fatalTurns = 2

    // MARK: What goes wrong

    /// A plugin threw: the event is kept for replay, and the person gets an apology, not silence.
    private func failed(
        _ event: Event, from sender: Sender, _ error: any Error, _ after: inout AfterCommit
    ) throws {
        let failure = error as? PluginFailure
        let plugin = failure?.plugin ?? "core"
        let reason = Self.reason(failure?.error ?? error)
        try keep(event, from: sender, .failed, plugin: plugin, reason: reason, vault: failure?.vault)
        after.failures.append((plugin, reason))
        if let member = sender.member { after.said.append((member.id, .failed)) }
        try apologise(event, to: sender, &after)
    }

    private func setAside(
        _ event: Event, from sender: Sender, _ key: [UInt8], _ after: inout AfterCommit
    ) throws {
        let plugin = parts.watch.plugin(of: key) ?? "core"
        try keep(event, from: sender, .setAside, plugin: plugin, reason: "ended the process twice")
        try apologise(event, to: sender, &after)
        try alertOrganisers(plugin: plugin, &after)
        after.cleared.append(key)
    }

    private func keep(
        _ event: Event, from sender: Sender, _ state: EventState, plugin: String, reason: String,
        vault: VaultName? = nil
    ) throws {
        let body = try SecretEvent.bytes(of: event, in: vault, parts.vaults, connection)
        try connection.run(
            """
            UPDATE core_event SET state = $1, plugin = $2, reason = $3, sender = $4, body = $5, received = $6
            WHERE channel = $7 AND key = $8
            """, state, plugin, reason, sender.hash,
            try body.map { try parts.sealer.seal($0, for: Self.purpose) }, now,
            sender.channel, event.key)
    }

    private func apologise(_ event: Event, to sender: Sender, _ after: inout AfterCommit) throws {
        guard event.kind != .unreachable, event.kind != .reachable else { return }
        let runner = TurnRunner(parts: parts, database: connection, now: now)
        var cause = TurnCause(key: [], sender: sender, event: event.key)
        if case .press(let press) = event.kind {
            cause.answering = AnsweredPress(press: press, buttons: [])
        }
        let words = try parts.composer.core("sorry", for: Reader(sender.member))
        try runner.reply(OutgoingBody(text: words), &cause, &after)
    }

    func alertOrganisers(plugin: String, _ after: inout AfterCommit) throws {
        try parts.outbox.broadcasts.keep(
            Message(Prompt("alert-set-aside", ["plugin": .text(plugin)], plugin: "core")),
            to: .role(.organiser), id: parts.makeID(), plugin: "core", now: now, in: connection)
        after.hasBroadcast = true
    }

    /// Why something failed, without anything that a person wrote: the type of the error, and for a fault in the
    /// database or in the wording its text, which names tables, columns and files only.
    static func reason(_ error: any Error) -> String {
        if let error = error as? DatabaseError { return error.description }
        if let error = error as? WordingError { return error.description }
        return String(reflecting: type(of: error))
    }

    /// The words of a message that is kept for replay; nil where they cannot be read.
    static func text(of sealed: [UInt8], _ parts: EngineParts) -> String? {
        guard let bytes = try? parts.sealer.open(sealed, for: purpose) else { return nil }
        return (try? JSONDecoder().decode(Event.self, from: Data(bytes)))?.text
    }

    // MARK: Again

    /// Handles one event again that a person asked for.
    /// - Returns: false where there is none left.
    func replayNext(_ after: inout AfterCommit) throws -> Bool {
        // `state <> 0` says nothing new, and without it SQLite does not see that the index of open events will do.
        let row = try connection.first(
            """
            SELECT channel, key, body FROM core_event WHERE state <> 0 AND state = 3
            ORDER BY received, key LIMIT 1
            """)
        guard let row else { return false }
        let channel: String = try row["channel"]
        let key: String = try row["key"]
        try connection.run(
            """
            UPDATE core_event SET state = 0, plugin = NULL, reason = NULL, sender = NULL, body = NULL, received = $1
            WHERE channel = $2 AND key = $3
            """, day, channel, key)
        let body: [UInt8] = try row["body"] ?? []
        guard let bytes = try? parts.sealer.open(body, for: Self.purpose),
            let event = SecretEvent.event(in: bytes, parts.vaults, connection)
        else {
            // Sealed with a key that is gone, or damaged: it stays in the list, and does not hold up the rest.
            let reason = "what was kept cannot be read"
            try connection.run(
                """
                UPDATE core_event SET state = $1, plugin = 'core', reason = $2, body = $3
                WHERE channel = $4 AND key = $5
                """, EventState.failed, reason, body, channel, key)
            after.failures.append(("core", reason))
            return true
        }
        after = try handle(Arrival(event, from: channel, parts, counts: false))
        return true
    }

    // MARK: Timers

    /// Tells of the concern that has waited longest for a safeguarding lead.
    /// - Returns: false where none has waited too long.
    func remindNext(_ after: inout AfterCommit) throws -> Bool {
        try SafetyDesk(parts: parts, database: connection, now: now).remindNext(&after)
    }

    /// Runs the turn of the timer that has waited longest, if one is due.
    /// - Returns: false where none is.
    func wakeNext(_ after: inout AfterCommit) throws -> Bool {
        let due = try parts.timers.next(
            now: now, plugins: parts.plugins.plugins.map(\.id), in: connection)
        guard let due, let plugin = parts.plugins.plugin(due.plugin) else { return false }
        let key = Arrival.watchKey("timer " + due.plugin, due.key)
        let deaths = parts.watch.deaths(of: key)
        if deaths >= Self.fatalTurns {
            try parts.timers.setAside(due, in: connection)
            try alertOrganisers(plugin: due.plugin, &after)
            after.cleared.append(key)
            return true
        }
        let result = try connection.attempt {
            var after = AfterCommit()
            try parts.timers.take(due, in: connection)
            var cause = TurnCause(key: key)
            let runner = TurnRunner(parts: parts, database: connection, now: now)
            try runner.run(plugin, for: &cause, &after) { try Self.wake(plugin.plugin, due, now, $0) }
            return after
        }
        switch result {
        case .success(let done):
            after = done
            if now - due.due >= .minutes(1) { after.lateTimers += 1 }
            if deaths > 0 { after.cleared.append(key) }
        case .failure(let error):
            try parts.timers.failed(due, now: now, in: connection)
            after.failures.append((due.plugin, Self.reason((error as? PluginFailure)?.error ?? error)))
        }
        // After the turn, because only now is it known when the timer comes again; before the commit, because what
        // the turn said goes out soon after it.
        if let entry = try parts.timers.entry(for: due, in: connection) {
            try parts.journal.add([entry], in: connection)
        }
        return true
    }

    private static func wake(_ plugin: any Plugin, _ due: TimerBook.Due, _ now: Moment, _ turn: Turn) throws {
        let data = Data(due.data.utf8)
        switch due.kind {
        case .wake:
            let wakeUp = WakeUp(
                key: due.key, data: try JSONDecoder().decode([String: String].self, from: data),
                due: due.due, lateness: max(now - due.due, .zero))
            try plugin.wake(wakeUp, in: turn)
        case .news:
            try plugin.hear(try JSONDecoder().decode(News.self, from: data), in: turn)
        }
    }
}

/// An error that a plugin threw, with the plugin's id, so that nobody else is blamed.
struct PluginFailure: Error {
    let plugin: String
    let error: any Error
    /// Where the answer belongs that was given, if it is a secret one.
    var vault: VaultName?

    /// Runs a part of a turn that belongs to one plugin.
    /// - Throws: what `body` throws, with the plugin's id; a fault of the storage as it is, which is nobody's fault.
    static func blaming(_ plugin: String, _ body: () throws -> Void) throws {
        do {
            try body()
        } catch let error as PluginFailure {
            throw error
        } catch let error as DatabaseError where error.isStorageFault {
            throw error
        } catch {
            throw PluginFailure(plugin: plugin, error: error)
        }
    }
}
