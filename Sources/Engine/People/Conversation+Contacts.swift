import Storage
import YouSaidKit

/// What people can say about the ways in which they are reached.
enum ContactCommand: String, CaseIterable {
    /// Alone it shows a code; with the code, from another phone or app, it links that one.
    case link = "LINK"
    /// Takes this phone or app away again, or the one on the platform that is named.
    case unlink = "UNLINK"
    /// What the bot says by itself comes to this phone or app.
    case useThis = "USE THIS"

    /// Whoever has a code is not known yet where they say LINK.
    var audience: Command.Audience {
        switch self {
        case .link: .anyone
        case .unlink, .useThis: .roles(Set(Role.allCases))
        }
    }

    /// The core's prompt that HELP shows for it.
    var help: String { "help-" + rawValue.lowercased().replacing(" ", with: "-") }
}

extension Conversation {
    private var links: ContactLinks { ContactLinks(parts: parts, database: database, now: runner.now) }

    mutating func contactCommand(_ command: ContactCommand, _ rest: String) throws {
        guard let sender = cause.sender else { return }
        // Whoever sits at the console looks after the machine, and is no person with a phone.
        guard sender.channel != Engine.consoleChannel else { return try say("link-not-here") }
        switch command {
        case .link where rest.isEmpty: try showLinkCode()
        case .link: try link(sender, rest)
        case .unlink: try unlink(sender, rest)
        case .useThis:
            guard let contact = sender.contact else { return }
            try links.choose(contact.id)
            try say("use-this-done")
        }
    }

    private mutating func showLinkCode() throws {
        guard let member else { return try say("link-how", ["forum": .text(parts.forum.name)]) }
        let minutes = Int(ContactLinks.codeSpan.components.seconds / 60)
        try say(
            "link-code",
            ["code": .text(try links.makeCode(for: member.id)), "minutes": .number(minutes)])
    }

    private mutating func link(_ sender: Sender, _ code: String) throws {
        let wrong = WrongCodes(database: database, now: runner.now)
        if try wrong.areTooMany(from: sender) {
            return try say("link-wait", ["count": .number(WrongCodes.most)])
        }
        guard let target = try links.member(of: code) else {
            try wrong.note(from: sender)
            return try say("link-wrong")
        }
        if let member {
            // Two people who would become one: what each of them said cannot be told apart afterwards.
            return try say(member.id == target ? "link-already" : "link-other-member")
        }
        let others = try links.contacts(of: target)
        let linked = try links.link(sender, to: target)
        cause.sender = try parts.contacts.sender(
            channel: sender.channel, address: sender.address, hash: sender.hash, in: database)
        after.stops += linked.stops
        if let sender = cause.sender {
            try SafetyDesk(parts: parts, database: database, now: runner.now).joins(sender, &after)
        }
        try runner.audit("linked another contact", about: target, by: target, plugin: "core")
        for other in others {
            let text = try parts.composer.core(
                "link-told", ["channel": .text(sender.channel)], for: reader)
            try parts.outbox.add(
                OutgoingBody(text: text), kind: .notice, to: other, question: nil, now: runner.now,
                in: database)
            after.channels.insert(other.channel)
        }
        try say(
            linked.contact.stopped == nil ? "link-done" : "link-done-stopped",
            ["channel": .text(others.first?.channel ?? sender.channel)])
    }

    private mutating func unlink(_ sender: Sender, _ name: String) throws {
        guard let member, let own = sender.contact else { return }
        let all = try links.contacts(of: member.id)
        guard all.count > 1 else { return try say("unlink-last") }
        let named = all.filter { $0.channel.lowercased() == name.lowercased() }
        let found = name.isEmpty ? own : named.first { $0.id != own.id } ?? named.first
        guard let found else {
            let channels = PromptValue.lines(Set(all.map(\.channel)).sorted().map { .text($0) })
            return try say("unlink-which", ["channels": channels])
        }
        let text = try parts.composer.core("unlink-done", ["channel": .text(found.channel)], for: reader)
        let row = try database.first("SELECT channel, hash FROM core_contact WHERE id = $1", found.id)
        try links.unlink(found)
        if let row {
            try SafetyDesk(parts: parts, database: database, now: runner.now).leavesContact(
                member.id, channel: try row[0], hash: try row[1], &after)
        }
        try runner.audit("took a contact away", about: member.id, by: member.id, plugin: "core")
        // The answer still goes to where it was said, which is nobody's now.
        if found.id == own.id { cause.sender?.contact = nil }
        try runner.reply(OutgoingBody(text: text), &cause, &after)
    }
}
