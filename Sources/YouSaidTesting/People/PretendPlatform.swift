import ChannelContract

/// The platforms of the pretend forum. They take no time and lose nothing, unless a test says so.
public enum PretendPlatform: String, CaseIterable, Sendable {
    /// A messaging app with buttons.
    case app
    /// Text messages: no buttons, so choices come as a list with numbers.
    case sms
    /// The operator's console, where the forum's first organiser writes.
    case console

    var traits: ChannelTraits {
        ChannelTraits(
            hasButtons: self == .app, carriesAttachments: self == .app,
            largestFetch: self == .app ? 1 << 20 : 0, showsPictures: self == .app,
            messagesPerSecond: 1_000,
            intervalPerPerson: .zero, concurrentSends: 1)
    }
}

/// What can go wrong with a message on its way to a phone: see ``PretendForum/fails(_:on:times:)``.
public enum Mishap: Sendable, Hashable {
    /// The platform cannot take it now; it has to go again, after the time that the platform named.
    case refusedForNow(after: Duration? = nil)
    /// The platform asks for fewer messages in all.
    case slowDown(after: Duration)
    /// The line breaks after the message was sent, so that nobody knows whether it arrived.
    case lineBreaks(arrives: Bool)
    /// The person has blocked the bot.
    case blocked
    /// There is no such address.
    case noSuchAddress
    /// The platform does not take this message, now or ever.
    case badMessage
    /// The platform does not know the bot any more.
    case accessRefused
    /// The person has a new address on the platform.
    case moved(to: String)
    /// Nobody is there to read it.
    case nobodyThere

    /// What a channel reports to the engine.
    var outcome: SendReport.Outcome {
        switch self {
        case .refusedForNow(let after): .retry(after: after, reason: "pretended")
        case .slowDown(let after): .slowDown(after: after, reason: "pretended")
        case .lineBreaks: .unknown(reason: "the line broke")
        case .blocked: .refused(.unreachable, reason: "pretended")
        case .noSuchAddress: .refused(.noSuchAddress, reason: "pretended")
        case .badMessage: .refused(.badMessage, reason: "pretended")
        case .accessRefused: .refused(.notAllowed, reason: "pretended")
        case .moved(let address): .moved(to: address)
        case .nobodyThere: .nobodyThere
        }
    }
}
