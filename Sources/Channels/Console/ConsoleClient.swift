import Foundation
import HTTP
import YouSaidKit

/// Reaches the console of a running bot through its socket: for `yousaid say` and `yousaid chat`.
public struct ConsoleClient: Sendable {
    /// Why the bot could not be reached.
    public enum Failure: Error, Sendable {
        /// Nobody listens on the socket: the bot is not running.
        case notRunning
        /// The socket belongs to somebody else.
        case notAllowed
        /// The bot answered, but not as it should.
        case failed(String)
    }

    private let client: Client
    private let socket: String

    public init(socket: String) {
        self.socket = socket
        client = Client(Client.Configuration())
    }

    /// Says something as the operator.
    /// - Returns: the replies to it.
    public func say(_ text: String) async throws(Failure) -> [ConsoleMessage] {
        // The same number at a second try, so that what was said takes effect once.
        let said = Said(id: UUID().uuidString, text: text)
        guard let body = try? JSONEncoder().encode(said) else { throw .failed("the text cannot be sent") }
        return try await messages(
            ClientRequest(
                method: .post, url: "http://console/say", headers: [("Content-Type", "application/json")],
                body: Array(body), timeout: .seconds(40), unixSocket: socket))
    }

    /// Waits for messages that come by themselves.
    public func listen(wait seconds: Int) async throws(Failure) -> [ConsoleMessage] {
        try await messages(
            ClientRequest(
                method: .get, url: "http://console/listen?wait=\(seconds)",
                timeout: .seconds(Int64(seconds) + 15), unixSocket: socket))
    }

    public func close() { client.close() }

    private func messages(_ request: ClientRequest) async throws(Failure) -> [ConsoleMessage] {
        if access(socket, F_OK) != 0 { throw .notRunning }
        if access(socket, R_OK | W_OK) != 0 { throw .notAllowed }
        let response: ClientResponse
        do {
            response = try await client.send(request)
        } catch {
            if error.mayHaveBeenSent { throw .failed(error.message) }
            throw .notRunning
        }
        guard response.status == 200,
            let messages = try? JSONDecoder().decode([ConsoleMessage].self, from: Data(response.body))
        else { throw .failed("it answered with status \(response.status)") }
        return messages
    }
}
