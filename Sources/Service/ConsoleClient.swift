import ConsoleChannel
import Foundation
import Glibc
import HTTP

/// The other end of the operator's console: what `yousaid say` and `yousaid chat` reach the running bot with.
public final class ConsoleClient: Sendable {
    private let client: Client
    private let socketPath: String

    /// - Parameter socketPath: ``Configuration/consoleSocket``.
    public init(socketPath: String) {
        self.socketPath = socketPath
        client = Client(Client.Configuration())
    }

    /// Says something as the operator and waits for the replies.
    /// - Throws: ``ConsoleClientError`` where the bot cannot be reached or did not take it.
    public func say(_ text: String) async throws(ConsoleClientError) -> ConsoleReplies {
        guard let body = try? JSONEncoder().encode(ConsoleWords(text: text)) else { throw .notUnderstood }
        let request = request(.post, "/say", body: Array(body), timeout: .seconds(40))
        let response = try await send(request)
        return try read(ConsoleReplies.self, response, statuses: [200, 503])
    }

    /// Gets what has come by itself.
    ///
    /// - Parameters:
    ///   - number: What ``ConsoleNews/next`` said the last time, which says that all up to there has arrived.
    ///   - seconds: How long to wait for something, at most 25.
    /// - Throws: ``ConsoleClientError`` where the bot cannot be reached.
    public func listen(after number: Int64, wait seconds: Int) async throws(ConsoleClientError) -> ConsoleNews
    {
        let request = request(
            .get, "/listen?after=\(number)&wait=\(seconds)", timeout: .seconds(seconds + 15))
        return try read(ConsoleNews.self, try await send(request), statuses: [200])
    }

    /// Ends requests that are under way.
    public func close() { client.close() }

    private func request(
        _ method: HTTP.Method, _ target: String, body: [UInt8]? = nil, timeout: Duration
    ) -> ClientRequest {
        ClientRequest(
            method: method, url: "http://localhost\(target)",
            headers: body == nil ? [] : [("Content-Type", "application/json")], body: body, timeout: timeout,
            unixSocket: socketPath)
    }

    private func send(_ request: ClientRequest) async throws(ConsoleClientError) -> ClientResponse {
        do throws(ClientError) {
            return try await client.send(request)
        } catch {
            guard error.mayHaveBeenSent else {
                // Only a right that is missing says that somebody may be there all the same.
                let isForbidden = access(socketPath, W_OK) != 0 && errno == EACCES
                throw isForbidden ? .notAllowed(socket: socketPath) : .notRunning(socket: socketPath)
            }
            throw .interrupted
        }
    }

    private func read<Value: Decodable>(
        _ type: Value.Type, _ response: ClientResponse, statuses: [Int]
    ) throws(ConsoleClientError) -> Value {
        guard statuses.contains(response.status) else { throw .refused(status: response.status) }
        guard let value = try? JSONDecoder().decode(type, from: Data(response.body)) else {
            // A bot that is stopping answers 503 in plain words.
            throw response.status == 503 ? .refused(status: 503) : .notUnderstood
        }
        return value
    }
}

/// Why the operator's console could not be used. The command line puts it into words.
public enum ConsoleClientError: Error, Sendable, Hashable {
    /// Nobody answers at the socket.
    case notRunning(socket: String)
    /// This user may not open the socket.
    case notAllowed(socket: String)
    /// The line broke: nobody can know whether the words were taken.
    case interrupted
    /// The bot does not take requests now.
    case refused(status: Int)
    /// The other end speaks something else.
    case notUnderstood
}
