import HTTP
import YouSaidKit

/// A messaging platform. A new one implements this file and nothing else.
///
/// `receive` checks and parses; it stores nothing and answers nothing by itself. `send` sends one message and
/// says truthfully what became of it. Both may be called from several threads at once.
public protocol Channel: Sendable {
    /// The name in the configuration and in `/webhooks/<name>`.
    var name: String { get }
    var traits: ChannelTraits { get }

    /// Checks that a request comes from the platform and reads the events in it.
    func receive(_ request: Request) -> Reception

    /// Sends one message. Never throws: what went wrong is part of the report.
    func send(_ delivery: Delivery) async -> SendReport

    /// Fetches what somebody sent, for a person who does not use this platform. Never throws, and names no secret.
    func fetch(_ attachment: Attachment) async -> Fetched

    /// Makes the channel ready: registers the webhook, or begins to ask for events. Returns when it is ready,
    /// or throws ``ChannelError``; what it starts runs until ``stop()``.
    func start(_ inbox: any Inbox) async throws

    /// Ends what ``start(_:)`` began.
    func stop() async
}

extension Channel {
    /// For platforms from which nothing can be fetched.
    public func fetch(_ attachment: Attachment) async -> Fetched { .gone }
}

/// What came of fetching a voice note, a picture or a file.
public enum Fetched: Sendable, Hashable {
    case bytes([UInt8])
    /// It is larger than ``ChannelTraits/largestFetch``.
    case tooLarge
    /// The platform has it no more, or never gives it out.
    case gone
    /// It may go well in some minutes. The reason carries nothing personal and no secret.
    case notNow(reason: String)
}

/// Where a channel that asks for its events, instead of being called, hands them over.
public protocol Inbox: Sendable {
    /// Stores and handles events. Returns when they are on disk, so that the platform may be told.
    /// - Returns: how many direct answers each event got, in order; 0 for one that came before.
    /// - Throws: where they could not be stored; the channel hands them over again.
    @discardableResult func accept(_ events: [Event], from channel: String) async throws -> [Int]

    /// Something came that can never be read or stored, and the channel goes on behind it, so that it does not hold up
    /// everybody for ever.
    /// - Parameter number: the platform's number for it; nil where even that cannot be read.
    /// - Throws: where that could not be noted; the channel tries again.
    func passedOver(_ number: String?, from channel: String) async throws

    /// Somebody is there again on a channel that said ``SendReport/Outcome/nobodyThere``.
    func someoneIsThere(on channel: String) async

    /// Hears that a channel cannot get its events for now, or, with nil, that it can again. For the log and
    /// the operator; the channel goes on trying by itself.
    func report(_ trouble: ChannelError?, from channel: String)
}

extension Inbox {
    /// Does nothing.
    public func passedOver(_ number: String?, from channel: String) async throws {}

    /// Does nothing.
    public func report(_ trouble: ChannelError?, from channel: String) {}
}

/// What a platform can do and how fast.
public struct ChannelTraits: Sendable, Hashable {
    /// False where every answer has to be typed.
    public let hasButtons: Bool
    /// True where what somebody sent can be delivered to somebody else by its reference.
    public let carriesAttachments: Bool
    /// True where a picture that the bot has drawn can be sent, with its description.
    public let showsPictures: Bool
    /// How large something that somebody sent may be to be fetched, in bytes; 0 where nothing can be.
    public let largestFetch: Int
    /// How many messages a second the platform takes from us in all.
    public let messagesPerSecond: Double
    /// The shortest time between two messages to one person.
    public let intervalPerPerson: Duration
    /// How many sends may be under way at once.
    public let concurrentSends: Int

    public init(
        hasButtons: Bool, carriesAttachments: Bool = false, showsPictures: Bool = false,
        largestFetch: Int = 0, messagesPerSecond: Double, intervalPerPerson: Duration, concurrentSends: Int
    ) {
        self.largestFetch = largestFetch
        self.carriesAttachments = carriesAttachments
        self.showsPictures = showsPictures
        self.hasButtons = hasButtons
        self.messagesPerSecond = messagesPerSecond
        self.intervalPerPerson = intervalPerPerson
        self.concurrentSends = concurrentSends
    }
}

/// What came of a request to the webhook.
public enum Reception: Sendable {
    /// It is the platform's. The response goes out once the events are on disk; where they cannot be stored,
    /// 503 goes out instead and the platform tries again.
    case events([Event], response: Response)
    /// It is the platform's, came again and again, and cannot be read. What can be known of it is handled, that it was
    /// passed over is noted, and the platform brings it no more.
    case passedOver(number: String?, [Event], response: Response)
    /// It is not from the platform, or cannot be read. Nothing is stored.
    case refused(Response, reason: Refusal)

    /// Why a request was refused, for the counters.
    public enum Refusal: String, Sendable {
        /// The secret or signature is missing or wrong.
        case forged
        /// The body is not what the platform sends.
        case malformed
    }
}

/// What became of a message.
public struct SendReport: Sendable, Hashable {
    public enum Outcome: Sendable, Hashable {
        /// The platform has taken it. The receipt is its number for the message.
        case sent(receipt: String?)
        /// Certainly not taken. It goes again, after the time that the platform named, if it named one.
        case retry(after: Duration?, reason: String)
        /// The platform asks for fewer messages in all, not only of this one.
        case slowDown(after: Duration, reason: String)
        /// The platform does not let the bot itself in, as with a token that was revoked, and will not until a person
        /// has done something. Certainly not taken; it goes again, after a time.
        case shutOut(after: Duration, reason: String)
        /// It will never be taken. The reason says what kind of thing it is.
        case refused(Refusal, reason: String)
        /// The person has a new address. It goes again, there.
        case moved(to: String)
        /// Nobody can know: the line broke after the request was sent.
        case unknown(reason: String)
        /// Nobody is there to take it, which is no fault. It waits until the channel says otherwise.
        case nobodyThere
    }

    /// Why a message will never be taken.
    public enum Refusal: String, Sendable, Hashable, Codable {
        /// The person blocked the bot or left.
        case unreachable
        /// There is no such address.
        case noSuchAddress
        /// The message itself is at fault.
        case badMessage
        /// Our own access is refused: a token was revoked.
        case notAllowed
    }

    public let outcome: Outcome
    /// How many parts of a long message were taken, those of earlier tries included.
    public let partsDelivered: Int

    public init(_ outcome: Outcome, partsDelivered: Int = 0) {
        self.outcome = outcome
        self.partsDelivered = partsDelivered
    }
}

/// Why a channel could not be made ready. The text carries no secret.
public struct ChannelError: Error, Sendable, CustomStringConvertible {
    /// The channel's name in the configuration.
    public let channel: String
    public let message: String
    /// True where trying again later may help.
    public let isTemporary: Bool

    public init(channel: String, message: String, isTemporary: Bool) {
        self.channel = channel
        self.message = message
        self.isTemporary = isTemporary
    }

    public var description: String { "channel '\(channel)': \(message)" }
}
