import Foundation
import HTTP
import TelegramChannel
import YouSaidKit

extension Doctor {
    // MARK: The running bot

    /// Whether the bot runs, by its socket, and whether it is ready, by its own page.
    func running() async -> [Finding] {
        let console = ConsoleClient(socketPath: configuration.consoleSocket)
        defer { console.close() }
        do throws(ConsoleClientError) {
            _ = try await console.listen(after: 0, wait: 0)
        } catch {
            if case .notAllowed = error { return [Finding(.running, .look, .mayNotAsk)] }
            return [Finding(.running, .bad, .notRunning)]
        }
        // With port 0 nobody knows where the page is.
        guard configuration.listen.port != 0 else { return [Finding(.running, .well, .fine)] }
        let client = Client(Client.Configuration())
        defer { client.close() }
        let request = ClientRequest(method: .get, url: "http://\(ownAddress)/readyz", timeout: .seconds(10))
        guard let answer = try? await client.send(request) else {
            return [Finding(.running, .bad, .notReady(["nobody answers at \(configuration.listen)"]))]
        }
        guard answer.status != 200 else { return [Finding(.running, .well, .fine)] }
        let lines = String(decoding: answer.body.prefix(2_000), as: UTF8.self).split(separator: "\n")
        return [Finding(.running, .bad, .notReady(lines.map(String.init)))]
    }

    /// An address that stands for all of this machine's own is asked at the one for this machine alone.
    private var ownAddress: ListenAddress {
        let host =
            switch configuration.listen.host {
            case "0.0.0.0": "127.0.0.1"
            case "::": "::1"
            default: configuration.listen.host
            }
        return ListenAddress(host: host, port: configuration.listen.port)
    }

    // MARK: Telegram

    /// So many updates may wait at Telegram without anything being wrong.
    static let fewPending = 100
    /// A delivery that failed longer ago is over.
    static let recentFailure: Int64 = 3_600

    /// Whether Telegram can be reached, knows the bot, and delivers to it. Its answer also tells the time.
    func telegram() async -> [Finding] {
        guard let settings = configuration.telegram else { return clock(against: nil) }
        let assembling = Assembling(configuration, environment: environment, log: { _ in })
        // A token that is missing or damaged is a fault of the configuration, and said there.
        guard let channel = try? assembling.makeTelegram(settings) else { return clock(against: nil) }
        switch await channel.look() {
        case .tokenRefused: return clock(against: nil) + [Finding(.telegram, .bad, .tokenRefused)]
        case .notReached(let reason):
            return clock(against: nil) + [Finding(.telegram, .bad, .notReached(reason: reason))]
        case .reached(let webhook, let date):
            guard let url = channel.webhookURL else {
                // While a bot asks for messages there is no webhook.
                let isRight = webhook.url.isEmpty
                return clock(against: date) + [
                    isRight
                        ? Finding(.telegram, .well, .askedForMessages)
                        : Finding(.webhook, .bad, .webhookElsewhere)
                ]
            }
            return clock(against: date) + delivery(webhook, to: url)
        }
    }

    private func delivery(_ webhook: TelegramLook.Webhook, to url: String) -> [Finding] {
        guard !webhook.url.isEmpty else { return [Finding(.webhook, .bad, .webhookMissing)] }
        guard webhook.url == url else { return [Finding(.webhook, .bad, .webhookElsewhere)] }
        var findings = [
            Finding(
                .webhook, webhook.pending > Self.fewPending ? .look : .well,
                .webhook(pending: webhook.pending))
        ]
        if let moment = webhook.lastError {
            let seconds = machine.now().milliseconds / 1_000 - moment
            if seconds < Self.recentFailure {
                // One failure long ago is over; one while updates wait goes on.
                let isGoingOn = webhook.pending > 0 && seconds < 600
                findings.append(
                    Finding(
                        .webhook, isGoingOn ? .bad : .look,
                        .webhookFails(
                            minutesAgo: Int(max(seconds, 0) / 60),
                            reason: webhook.lastErrorText ?? "no reason given")))
            }
        }
        return findings
    }
}
