/// Something that somebody said yes or no to, as it was recorded. Records are only ever added: the newest of a kind
/// is what counts.
public struct Consent: Sendable, Hashable {
    /// What was asked.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable, SQLConvertible {
        /// Taking part in the forum.
        case takingPart = "taking-part"
        /// Getting messages from the forum.
        case contact
        /// Being in photos and films.
        case photos
        /// Being paid, in vouchers or money.
        case payment
        /// A venue may be told what somebody needs to get in and take part.
        case sharingNeeds = "sharing-needs"
        /// Being invited to meetings and projects.
        case invitations
        /// Getting news of the forum that nobody asked for.
        case updates
    }

    /// Who said it.
    public enum Giver: String, Sendable, Hashable, Codable, SQLConvertible {
        /// The person themself.
        case person
        /// A parent or carer, on their own phone.
        case parent
        /// A supporter who speaks for them.
        case supporter
        /// An organiser who has it on paper or was told.
        case organiser
    }

    /// What was asked.
    public let kind: Kind
    /// True for yes; false for no, and for a yes that was taken back.
    public let isGiven: Bool
    /// Who said it.
    public let giver: Giver
    /// The member who said it for them; nil where they said it themself, and where that member has gone.
    public let givenBy: Member.ID?
    /// Which words were shown when they were asked: ``ConsentWording``.
    public let wording: String
    /// When it was said.
    public let moment: Moment

    /// Made by the host; plugins are given consents.
    public init(
        kind: Kind, isGiven: Bool, giver: Giver, givenBy: Member.ID?, wording: String, moment: Moment
    ) {
        self.kind = kind
        self.isGiven = isGiven
        self.giver = giver
        self.givenBy = givenBy
        self.wording = wording
        self.moment = moment
    }
}

/// Names the words that somebody was shown, so that it can be proved later what they said yes to.
public enum ConsentWording {
    /// A short name for words: the prompt's name, and a number that changes when a single letter does.
    /// - Parameters:
    ///   - prompt: the prompt that asked.
    ///   - words: what it said, as the person read it.
    public static func version(of prompt: String, _ words: String) -> String {
        // FNV-1a in 64 bits: it tells wordings apart, and hides nothing.
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in words.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        let digits = String(hash, radix: 16)
        return prompt + " " + String(repeating: "0", count: 16 - digits.count) + digits
    }
}
