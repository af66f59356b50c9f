import ChannelContract
import Engine
import Foundation
import YouSaidKit

/// Something that goes wrong on purpose at an edge of the pretend forum, so that a test can see that a ``Story`` finds
/// it: between platform and bot, between one life of the process and the next, in what a restore is given. Nothing in
/// the bot itself knows of it.
enum PlantedFault: String, CaseIterable, Sendable {
    /// The platform is told that an event is stored, and it is not.
    case eventLost
    /// An event is handled a second time, as if under another number.
    case eventTwice
    /// What one person does comes in the wrong order.
    case eventsSwapped
    /// A message that is marked as sent has not arrived.
    case messageLost
    /// A message arrives twice.
    case messageTwice
    /// A message reaches somebody else too.
    case messageAstray
    /// What is said to all goes to those who said STOP too.
    case messageAfterStop
    /// No timer comes due.
    case timersSleep
    /// Nothing is written out to everybody.
    case broadcastsSleep
    /// Nothing is sent to the app.
    case outboxSleeps
    /// A crash loses what was on disk, and the platform knew that it was.
    case diskLost
    /// A restore is not held.
    case restoreNotHeld
    /// The journal that a restore reads lacks some of its lines.
    case journalWithoutStops, journalWithoutStarts, journalWithoutErasures, journalWithoutMessages
    case journalWithoutBroadcasts, journalWithoutTimers, journalWithoutMoves
    /// The journal does not say when a timer comes again.
    case journalWithoutNextTimers
    /// No clock of a worry runs.
    case worriesSleep
    /// What a lead is told of a worry is marked as sent and has not arrived.
    case alertLost
    /// What is said in a worry reaches somebody else too.
    case worryAstray
    /// Of what somebody says only its beginning reaches the bot.
    case wordsCut

    /// Goes wrong only now and then, where it would end every story in its first act.
    func strikes(_ count: inout Int, every: Int = 7) -> Bool {
        count += 1
        return count % every == 0
    }

    /// The first letters of the lines that the journal lacks.
    private var missingLines: String {
        switch self {
        case .journalWithoutStops: "S"
        case .journalWithoutStarts: "G"
        case .journalWithoutErasures: "ECL"
        case .journalWithoutMessages: "TR"
        case .journalWithoutBroadcasts: "P"
        case .journalWithoutTimers: "W"
        case .journalWithoutMoves: "M"
        default: ""
        }
    }

    /// What a restore gets to read.
    func journal(_ text: String) -> String {
        // As an older bot would have written it: lines that are missing between numbers would be told.
        let plain = text.split(separator: "\n").map { (line: Substring) -> Substring in
            line.firstRange(of: " #").map { line[..<$0.lowerBound] } ?? line
        }
        let lines = plain.filter {
            !$0.hasPrefix("J ") && (!missingLines.contains($0.prefix(1)) || missingLines.isEmpty)
        }
        let told = lines.map { line -> Substring in
            guard self == .journalWithoutNextTimers, line.hasPrefix("W ") else { return line }
            return line.split(separator: " ").prefix(4).joined(separator: " ")[...]
        }
        return told.map { $0 + "\n" }.joined()
    }
}

extension Stage {
    /// What really reaches the bot of what a platform delivers.
    func planted(_ events: [Event]) -> [[Event]] {
        switch fault {
        case .eventLost where fault?.strikes(&faultCount) == true: [[]]
        case .eventTwice where fault?.strikes(&faultCount) == true:
            [events, events.map { $0.again(under: newKey()) }]
        case .eventsSwapped: [events.reversed()]
        case .wordsCut: [events.map(\.cut)]
        default: [events]
        }
    }

    /// Whose phones a message reaches, beside the one that it is for.
    func astray(_ delivery: Delivery, from phone: Phone) -> [Phone] {
        if fault == .worryAstray, delivery.kind == .safeguarding {
            return phones.values.filter { $0 !== phone && $0.platform != .console }
        }
        guard delivery.kind == .notice else { return [] }
        let others = phones.values.filter { $0 !== phone && $0.platform != .console }
            .sorted { $0.owner < $1.owner }
        switch fault {
        case .messageTwice: return fault?.strikes(&faultCount) == true ? [phone] : []
        case .messageAstray: return Array(others.filter(isNobody).prefix(1))
        case .messageAfterStop: return others.filter(\.hasSaidStop)
        default: return []
        }
    }

    private func isNobody(_ phone: Phone) -> Bool {
        let known = try? machine.engine.member(channel: phone.platform.rawValue, address: phone.address)
        return known == .some(nil)
    }

    /// True where a message only seems to arrive.
    func isLost(_ delivery: Delivery) -> Bool {
        if fault == .alertLost { return delivery.kind == .safeguarding && !delivery.buttons.isEmpty }
        return fault == .messageLost && delivery.kind == .notice && fault?.strikes(&faultCount) == true
    }

    /// Whether what is due on a platform goes out.
    func isSending(on platform: PretendPlatform) -> Bool {
        if holdsMessages { return platform == .console }
        return fault != .outboxSleeps || platform != .app
    }

    /// What the bot does by itself.
    var dueWork: [DueWork] {
        switch fault {
        case .timersSleep: DueWork.allCases.filter { $0 != .timer }
        case .worriesSleep: DueWork.allCases.filter { $0 != .concern }
        case .broadcastsSleep: DueWork.allCases.filter { $0 != .broadcastPage }
        default: DueWork.allCases.filter { $0 != .broadcastPage || !holdsBroadcasts }
        }
    }
}

extension Event {
    /// The same event without what stands behind the first number in it.
    fileprivate var cut: Event {
        Event(
            key: key, address: address, kind: kind, text: String(text.prefix(while: { !$0.isNumber })),
            attachments: attachments, message: message, replyTo: replyTo)
    }

    /// The same event, as the bot would see it if it did not know the number.
    fileprivate func again(under key: String) -> Event {
        Event(
            key: key, address: address, kind: kind, text: text, attachments: attachments, message: message,
            replyTo: replyTo)
    }
}
