import ChannelContract
import ConsoleChannel
import Service

/// A console that runs in a folder of its own, with what happens to the words said through it.
final class ConsoleBench: Sendable {
    let folder: TemporaryFolder
    let channel: ConsoleChannel
    let inbox: PretendInbox
    let client: ConsoleClient
    var socket: String { folder.path + "/console.sock" }

    init(
        replyTime: Duration = .seconds(5), receiptTime: Duration = .seconds(5), group: String? = nil,
        handle: @escaping @Sendable (Event, ConsoleChannel) async throws -> Int = { _, _ in 0 }
    ) async throws {
        folder = try TemporaryFolder()
        var configuration = ConsoleChannel.Configuration(
            socketPath: folder.path + "/console.sock", group: group)
        configuration.replyTime = replyTime
        configuration.receiptTime = receiptTime
        let channel = try ConsoleChannel(configuration)
        self.channel = channel
        inbox = PretendInbox { try await handle($0, channel) }
        client = ConsoleClient(socketPath: folder.path + "/console.sock")
        try await channel.start(inbox)
    }

    func close() async {
        await channel.stop()
        client.close()
    }
}

/// A message for the operator.
func delivery(
    _ id: Int64, _ text: String, cause: String? = nil, buttons: [ChoiceButton] = [],
    isQuestion: Bool = false
) -> Delivery {
    Delivery(
        id: id, address: "operator", kind: .reply, text: text, buttons: buttons, isQuestion: isQuestion,
        cause: cause)
}
