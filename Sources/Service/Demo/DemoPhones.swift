import ChannelContract
import Foundation
import HTTP
import Playground
import Threads

/// The pretend phones of the demo: shows what arrives, and sends what people do to the bot's webhook, over HTTP as
/// a platform would.
actor DemoPhones {
    /// Somebody in the made-up forum.
    struct Person: Sendable {
        let name: String
        let channel: PretendChannel
        /// What they do with a question: press, or write.
        let answers: @Sendable (Delivery) -> Answering
    }

    enum Answering: Sendable {
        case press(Int)
        case write(String)
    }

    private let people: [Person]
    private let client = Client(Client.Configuration())
    private var port: UInt16 = 0
    private var received: [String: [Delivery]] = [:]
    private let print: @Sendable (String) -> Void

    init(people: [Person], print: @escaping @Sendable (String) -> Void) {
        self.people = people
        self.print = print
    }

    /// Begins to show what arrives.
    func begin(port: UInt16) {
        self.port = port
        var seen: Set<String> = []
        for person in people where seen.insert(person.channel.name).inserted {
            person.channel.onDelivery { delivery in
                Task { await self.arrived(delivery) }
            }
        }
    }

    private func arrived(_ delivery: Delivery) {
        received[delivery.address, default: []].append(delivery)
        var lines = delivery.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if !delivery.buttons.isEmpty {
            lines.append(delivery.buttons.map { "[ \($0.label) ]" }.joined(separator: "  "))
        }
        show(delivery.address, "reads", lines)
    }

    private func show(_ name: String, _ verb: String, _ lines: [String]) {
        let margin = "    \(name) \(verb): "
        let rest = String(repeating: " ", count: margin.count)
        let shown = lines.enumerated().map { ($0.offset == 0 ? margin : rest) + $0.element }
        print(shown.joined(separator: "\n"))
    }

    // MARK: Acting

    /// Somebody writes.
    func write(_ name: String, _ text: String) async throws {
        show(name, "writes", [text])
        try await post(name, text: text, press: nil)
    }

    /// Somebody answers the last question on their phone, in their own way.
    func answer(_ name: String) async throws {
        guard let person = people.first(where: { $0.name == name }), let question = received[name]?.last
        else { return }
        switch person.answers(question) {
        case .write(let text): try await write(name, text)
        case .press(let index):
            guard question.buttons.indices.contains(index) else { return }
            show(name, "presses", ["[ \(question.buttons[index].label) ]"])
            try await post(name, text: nil, press: question.buttons[index].data)
        }
    }

    private func post(_ name: String, text: String?, press: String?) async throws {
        guard let person = people.first(where: { $0.name == name }) else { return }
        let act = PretendChannel.Act(id: UUID().uuidString, person: name, text: text, press: press)
        let response = try await client.send(
            ClientRequest(
                method: .post, url: "http://127.0.0.1:\(port)/webhooks/\(person.channel.name)",
                body: Array(try JSONEncoder().encode(act))))
        guard response.status == 200 else { throw DemoError.refused(response.status) }
    }

    // MARK: Waiting

    func count(_ name: String) -> Int { received[name]?.count ?? 0 }

    /// Waits until somebody has got so many messages.
    func wait(_ name: String, for count: Int) async throws {
        let end = ContinuousClock.now + .seconds(20)
        while self.count(name) < count {
            guard ContinuousClock.now < end else { throw DemoError.silence(name) }
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    func close() { client.close() }
}

/// Why the demo could not go on.
enum DemoError: Error, CustomStringConvertible {
    case refused(Int)
    case silence(String)
    case nothingLoaded(String)

    var description: String {
        switch self {
        case .refused(let status): "the bot refused a pretend message with status \(status)"
        case .silence(let name): "\(name)'s pretend phone got no answer within 20 seconds"
        case .nothingLoaded(let reason): "the demo needs its plugins: \(reason)"
        }
    }
}
