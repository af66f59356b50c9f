import ChannelContract
import Spotting
import Storage
import YouSaidKit

/// Keeps what belongs to a worry, for the leads alone, and what was said just before it.
extension Conversation {
    private var desk: SafetyDesk { SafetyDesk(parts: parts, database: database, now: runner.now) }

    private var pieces: Pieces { Pieces(parts: parts, database: database, now: runner.now) }

    /// Something tells of harm, or may.
    /// - Parameter pieces: what was said before it, and tells of harm together with it.
    mutating func raise(
        _ finding: Finding, from sender: Sender, with before: [Pieces.Piece] = []
    ) throws {
        cause.pace = .atOnce
        let isMaybe = finding.certainty == .maybe
        var known = try desk.book.unfinished(of: sender)
        // They were told that it had ended: who tells of harm again gets the numbers again.
        var isNewToThem = false
        if known == nil, let lately = try desk.book.finishedLately(of: sender, within: Concern.quiet) {
            // It goes on, and the same lead has it.
            known = try desk.book.reopen(lately)
            isNewToThem = !isMaybe
        }
        // What was not sure before is now, or begins again: leads are told at once, and in words that say so.
        let isNews = !isMaybe && (isNewToThem || known?.isMaybe ?? false)
        let wasTold = try !isNewToThem && known.map { try !$0.isMaybe && desk.isConversation($0) } ?? false
        // Where it begins, what was said just before belongs to it too, and was nothing else.
        let before = before.isEmpty && known == nil && !isMaybe ? try pieces.before(sender) : before
        if before.contains(where: { !$0.wasUsed }) {
            let concern = try desk.book.open(of: sender, kinds: finding.kinds, isMaybe: isMaybe).concern
            // What was an answer or a command is kept as that.
            for piece in before where !piece.wasUsed {
                try desk.book.keep(KeptWords(text: piece.text), in: concern, at: piece.moment)
            }
        }
        let (concern, line) = try desk.keep(
            try words(from: sender), of: sender, kinds: finding.kinds, isMaybe: isMaybe,
            tells: known == nil ? .first : isNews ? .sure : .more, &after)
        try pieces.forget(sender)
        noteSaid()
        if wasTold { return try sayKept(concern, line) }
        try askHowTheyAre(concern, line, isMaybe: isMaybe && concern.isMaybe)
    }

    /// What is said in a worry that is there.
    /// - Parameter finding: what may tell of harm in it besides, so that leads see what it sounds like.
    mutating func keepOn(_ known: Concern, _ sender: Sender, _ finding: Finding? = nil) throws {
        let concern = known.isDone ? try desk.book.reopen(known) : known
        if let finding { try desk.book.sounds(like: finding.kinds, concern) }
        let line = try desk.keep(
            try words(from: sender), of: sender, in: concern, tells: .more, &after)
        try pieces.forget(sender)
        noteSaid()
        try sayKept(try desk.book.concern(concern.id) ?? concern, line)
    }

    /// Somebody writes back soon after a lead has dealt with their worry, and it is nothing else.
    mutating func writesBack() throws -> Bool {
        guard isSaid, cause.speaker == nil, let sender = cause.sender,
            let concern = try desk.book.finishedLately(of: sender, within: Concern.quiet)
        else { return false }
        try keepOn(concern, sender)
        return true
    }

    /// Somebody who was asked how they are sent a voice note or a picture: it is for the leads.
    mutating func sentInWorry() throws -> Bool {
        guard let sender = cause.sender, let concern = try desk.book.unfinished(of: sender) else {
            return false
        }
        try keepOn(concern, sender)
        return true
    }

    private mutating func noteSaid() {
        if let member { after.said.append((member.id, .nothing)) }
    }

    /// What is kept of the message.
    func words(from sender: Sender) throws -> KeptWords {
        var words = KeptWords(event)
        if isEdit {
            words.text = try parts.composer.core(
                "concern-edited", ["words": .text(words.text)], for: Reader(nil))
        }
        words.question = try openQuestion()?.id.rawValue
        words.saidFor = try namedYoungPerson()
        return words
    }

    /// The question that the message may have been an answer to.
    private func openQuestion() throws -> AskedQuestion? {
        guard let member, !isEdit else { return nil }
        return try parts.questions.answerable(by: member.id, in: database).first { asked in
            guard asked.plugin != SafetyDesk.owner, asked.state == .open || asked.state == .again else {
                return false
            }
            return asked.question.kind == .words || needsPerson || !meant(asked).isEmpty
        }
    }

    // MARK: Several messages together

    /// Messages that tell of harm only together: those that were nothing else go to the worry too.
    mutating func comesInPieces(_ sender: Sender) throws -> Bool {
        guard !isEdit, let spotter = parts.spotter, !event.text.isEmpty,
            event.text.utf8.count <= Pieces.longest
        else { return false }
        let before = try pieces.before(sender)
        guard !before.isEmpty else { return false }
        if let member, try isSomeChoice(member) { return false }
        let together = (before.map(\.text) + [event.text]).joined(separator: " ")
        // What is only a maybe tells too little where the words are not one message.
        guard let finding = spotter.find(in: together), finding.certainty == .sure else { return false }
        try raise(finding, from: sender, with: before)
        return true
    }

    /// Keeps what somebody wrote for some minutes, in case it is a piece of something.
    func notePiece(_ text: String) throws {
        guard case .message = event.kind, let sender = cause.sender, sender.channel != Engine.consoleChannel,
            parts.spotter != nil, try !isStaffs(), read(text).reserved?.isMaybe ?? true,
            read(text).call == nil
        else { return }
        if cause.vault != nil || mayBeSecret { return try pieces.forget(sender) }
        try pieces.keep(text, of: sender, wasUsed: isUsed)
    }
}
