import ChannelContract
import Storage
import YouSaidKit

/// The words that mean the same everywhere, and what the engine says by itself.
extension Conversation {
    /// Does what a reserved word says.
    /// - Parameter onlyUrgent: true for the answer to a question, where only STOP and HELP NOW break in.
    /// - Returns: false where the text is none.
    mutating func reserved(onlyUrgent: Bool) throws -> Bool {
        guard let found = read(event.text).reserved else { return false }
        // "I need to talk to someone" may be the very words of an answer that somebody was offered.
        if found == .personNow, try isChoice() { return false }
        // Whoever asks for help, or for peace, is answered at once.
        if [.stop, .helpNow, .personNow].contains(found) { cause.pace = .atOnce }
        switch found {
        case .stop: try stop()
        case .helpNow: try helpNow()
        case .personNow: try wantsPerson()
        case .help where !onlyUrgent: try help()
        case .leave where !onlyUrgent: try leave()
        case .start(let payload) where !onlyUrgent: try start(payload)
        case .maybeStop where !onlyUrgent: try say("maybe-stop")
        case .wantsNoMore where !onlyUrgent:
            guard try isAnswer() else {
                try say("maybe-stop")
                break
            }
            let offer = try parts.composer.core("maybe-stop", for: reader)
            cause.lead = [cause.lead, offer].compactMap(\.self).joined(separator: "\n\n")
            return false
        case .stopSubject(let subject): try silence(subject)
        case .startSubject(let subject) where !onlyUrgent: try unsilence(subject)
        case .noSubject(let subject) where !onlyUrgent:
            if try isAnswer() { return false }
            try silence(subject)
        default: return false
        }
        return true
    }

    /// STOP: nothing more goes out to any of the person's addresses, but for answers to what they write.
    mutating func stop() throws {
        guard let sender = cause.sender else { return }
        let gap = try gapByStop()
        // The journal first: if the transaction fails the platform tells us of the STOP again.
        let number = parts.makeID()
        let contact = try sender.contact ?? parts.contacts.keep(sender, member: nil, in: database)
        cause.sender?.contact = contact
        var reached: [Row] = []
        if let member {
            reached = try database.rows(
                "SELECT id, channel, hash FROM core_contact WHERE member = $1", member.id)
        } else {
            reached = try database.rows(
                "SELECT id, channel, hash FROM core_contact WHERE id = $1", contact.id)
        }
        try parts.journal.add(
            try reached.map { .stop(channel: try $0[1], hash: try $0[2], number: number) }, in: database)
        for row in reached {
            let id: Contact.ID = try row[0]
            try database.run("UPDATE core_contact SET stopped = $1 WHERE id = $2", number, id)
            after.stops.append((id, number))
        }
        try heardByLeads("concern-said-stop")
        let follows = try stoppedLastLead(gap)
        try say("stopped", ["forum": .text(parts.forum.name)], then: follows)
    }

    /// START: messages come again. For somebody who has not joined it is the wish to join.
    mutating func start(_ payload: String) throws {
        if let member,
            let plan = try Leaving(parts: parts, database: database, now: runner.now).plan(of: member.id)
        {
            // Only KEEP ME takes a DELETE ME back.
            return try say("leaving", dayAndForum(plan.due))
        }
        try comeBack()
        let isStranger = member?.roles.isEmpty ?? true
        if isStranger || !payload.isEmpty, let found = parts.plugins.command("START") {
            let call = CommandCall(word: "START", text: payload)
            return try runner.run(found.plugin, for: &cause, &after) {
                try found.plugin.plugin.handle(call, in: $0)
            }
        }
        try say(
            isStranger ? "start-stranger" : "started", ["forum": .text(parts.forum.name)],
            then: stillOff())
    }

    /// Whoever said STOP gets messages again. The journal is told first.
    mutating func comeBack() throws {
        if let sender = cause.sender, sender.contact == nil,
            try parts.contacts.looseStop(of: sender, in: database) != nil
        {
            try parts.journal.add([.start(channel: sender.channel, hash: sender.hash)], in: database)
        }
        if let contact = cause.sender?.contact {
            let reached = try database.rows(
                """
                SELECT id, channel, hash FROM core_contact
                WHERE stopped IS NOT NULL AND (id = $1 OR member = $2)
                """, contact.id, member?.id)
            try parts.journal.add(
                try reached.map { .start(channel: try $0[1], hash: try $0[2]) }, in: database)
            for row in reached {
                let id: Contact.ID = try row[0]
                try database.run("UPDATE core_contact SET stopped = NULL WHERE id = $1", id)
                after.stops.append((id, nil))
            }
            try setReachable(true)
            try leadComes()
        }
    }

    /// LEAVE: ends what is open, keeps the person.
    private mutating func leave() throws {
        guard let member else { return try say("left-nothing") }
        let ended = try parts.questions.leave(member.id, in: database)
        if member.ways.oneAtATime { try releaseWaiting(for: member.id) }
        try say(ended > 0 ? "left" : "left-nothing")
    }

    mutating func setReachable(_ isReachable: Bool) throws {
        guard let contact = cause.sender?.contact else { return }
        try database.run(
            "UPDATE core_contact SET unreachable = $1 WHERE id = $2",
            isReachable ? nil : runner.now, contact.id)
        if isReachable { try leadComes() } else { try leadGoes() }
    }

    /// Neither an answer nor a command.
    mutating func nothingFits() throws {
        if let member { after.said.append((member.id, .nothing)) }
        if try writesBack() { return }
        isUsed = false
        if try heardFeeling() { return }
        if let words = try smallTalk() { return try runner.reply(OutgoingBody(text: words), &cause, &after) }
        if member?.roles.isEmpty ?? true {
            return try say("start-stranger", ["forum": .text(parts.forum.name)])
        }
        if try handedIn(answering: nil) { return }
        let isPlace = event.text.isEmpty && event.attachments.contains { !$0.canBePassed }
        try say(isPlace ? "attachment-not-kept" : "not-understood")
    }

    /// Says something of the core's own to whoever wrote, in one message with another paragraph behind it.
    mutating func say(
        _ name: String, _ values: [String: PromptValue] = [:], then more: Prompt? = nil
    ) throws {
        var body = OutgoingBody(text: try parts.composer.core(name, values, for: reader))
        if let more { body.text += "\n\n" + (try parts.composer.words(more, for: reader)) }
        try runner.reply(body, &cause, &after)
    }
}
