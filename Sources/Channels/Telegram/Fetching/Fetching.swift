import ChannelContract
import FoundationEssentials
import HTTP
import YouSaidKit

/// `getFile`: where a file is that somebody sent. What it says is good for an hour, so it is asked anew each time.
struct GetFile: BotCall, Encodable {
    static let method = "getFile"

    let file: String

    enum CodingKeys: String, CodingKey {
        case file = "file_id"
    }
}

extension TelegramChannel {
    /// How large a file Telegram gives to bots, in bytes: 20 MB, by the Bot API's page on `getFile`.
    static let largestFetch = 20 << 20

    public func fetch(_ attachment: Attachment) async -> Fetched {
        if let size = attachment.size, size > Self.largestFetch { return .tooLarge }
        do {
            let answer = try await api.post(
                GetFile.method, GetFile(file: attachment.reference), timeout: configuration.answerTime)
            guard let path = Self.path(in: answer) else { return Self.failure(answer) }
            let file = try await api.file(at: path, atMost: Self.largestFetch)
            switch file.status {
            case 200: return .bytes(file.body)
            case 404: return .gone
            default: return .notNow(reason: "HTTP \(file.status) in place of a file")
            }
        } catch let error as ClientError {
            return error.kind == .tooLarge ? .tooLarge : .notNow(reason: error.message)
        } catch {
            return .notNow(reason: "the question for a file cannot be asked")
        }
    }

    /// The path in the answer, where it is one that can stand in an address.
    private static func path(in answer: ClientResponse) -> String? {
        struct Answer: Decodable {
            struct File: Decodable {
                let path: String?

                enum CodingKeys: String, CodingKey {
                    case path = "file_path"
                }
            }
            let result: File?
        }
        guard let path = try? JSONDecoder().decode(Answer.self, from: Data(answer.body)).result?.path,
            !path.isEmpty, !path.contains(".."), path.utf8.allSatisfy(isPathByte)
        else { return nil }
        return path
    }

    private static func isPathByte(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "?") && byte != UInt8(ascii: "#")
    }

    private static func failure(_ answer: ClientResponse) -> Fetched {
        guard case .failed(let failure) = BotReply(status: answer.status, body: answer.body) else {
            return .notNow(reason: "HTTP \(answer.status) without an answer of Telegram's")
        }
        if failure.says("too big") { return .tooLarge }
        return failure.code == 400 ? .gone : .notNow(reason: "error \(failure.code)")
    }
}
