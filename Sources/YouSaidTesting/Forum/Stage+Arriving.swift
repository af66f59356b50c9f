import ChannelContract
import Engine
import YouSaidKit

/// What the bot sends, and how it gets to the phones.
extension Stage {
    /// A message reaches the platform.
    func arrive(_ delivery: Delivery, on platform: PretendPlatform) -> SendReport {
        guard !machine.crash.isDead else { return SendReport(.unknown(reason: "the process has died")) }
        meanwhile.removeValue(forKey: platform)?()
        let phone = phones[Self.place(platform, delivery.address)]
        if var planned = mishaps[platform], let mishap = planned.popLast() {
            mishaps[platform] = planned
            note("(a message to \(phone?.owner ?? "nobody") meets: \(mishap))")
            if mishap == .lineBreaks(arrives: true), let phone { show(delivery, on: phone) }
            return SendReport(mishap.outcome)
        }
        guard let phone else { return SendReport(.refused(.noSuchAddress, reason: "no such phone")) }
        if phone.blocks { return SendReport(.refused(.unreachable, reason: "blocked")) }
        if phone.address != delivery.address { return SendReport(.moved(to: phone.address)) }
        if isLost(delivery) { return SendReport(.sent(receipt: "lost"), partsDelivered: 1) }
        for other in astray(delivery, from: phone) { show(delivery, on: other) }
        let message = show(delivery, on: phone)
        // Here the process may die, and then nobody hears the report.
        try? machine.crash.pass(.whileSending)
        return SendReport(.sent(receipt: message.number), partsDelivered: 1)
    }

    @discardableResult private func show(_ delivery: Delivery, on phone: Phone) -> PretendMessage {
        let message = phone.show(delivery)
        if delivery.text.isEmpty { return message }
        let buttons = message.buttons.map { $0.isChosen ? "[✓ \($0.label)]" : "[\($0.label)]" }
        note("    to \(phone.owner): \(message.text)" + (buttons.isEmpty ? "" : "\n" + buttons.joined()))
        return message
    }
}
