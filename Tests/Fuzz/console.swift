import ChannelContract
import Foundation
import HTTP
import Threads
import YouSaidKit

@testable import ConsoleChannel

/// Takes everything and answers nothing.
private struct NoInbox: Inbox {
    func accept(_ events: [Event], from channel: String) async throws -> [Int] { events.map { _ in 0 } }
    func someoneIsThere(on channel: String) async {}
}

private let requests = ConsoleRequests(
    desk: ConsoleDesk(ConsoleChannel.Configuration(socketPath: "/nowhere")), inbox: NoInbox(),
    channel: "console")

/// A request to the operator's console. The first line is the query, the rest the body; both ways in get both. The
/// desk is closed, so that nobody waits.
func fuzzConsole(_ bytes: [UInt8]) {
    let line = bytes.prefix { $0 != UInt8(ascii: "\n") }
    let query = String(decoding: line, as: UTF8.self)
    let body = Array(bytes[line.endIndex...].dropFirst())
    let answers = Guarded<[Response]>([])
    let done = DispatchSemaphore(value: 0)
    Task.detached {
        for (path, method) in [("/say", HTTP.Method.post), ("/listen", .get), ("/say", .get), (query, .post)]
        {
            let answer = await requests.answer(
                Request(method: method, path: path, rawQuery: query, body: body))
            answers.with { $0.append(answer) }
        }
        done.signal()
    }
    done.wait()
    let statuses = answers.with { $0 }.map(\.status)
    must(statuses[0] == 200 || statuses[0] == 400, "words are taken or refused")
    must(statuses[1] == 200 || statuses[1] == 400, "a listener is answered or refused")
    must(statuses[2] == 405, "nothing is said by asking")
}
