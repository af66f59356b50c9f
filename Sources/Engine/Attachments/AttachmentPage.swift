import ChannelContract
import Storage
import YouSaidKit

/// A private page with what somebody sent, for whoever is to listen or look and does not use the channel that it came by.
/// It is fetched from the platform in the moment in which the link is used, and kept nowhere.
struct AttachmentPage {
    static let name = "attachment"
    static let owner = SafetyDesk.owner
    /// How long an organiser's link can be used; LISTEN brings a new one.
    static let span = Duration.hours(24)
    /// The same for those who cannot ask for another.
    static let longSpan = Duration.hours(7 * 24)

    private static let number = "attachment"
    private static let role = "role"

    /// - Parameter role: which role the person needs, also when they use the link.
    static func page(_ id: Int64, for role: Role) -> PrivatePage {
        PrivatePage(
            name, title: Prompt("listening-page", plugin: owner), forms: [.reading],
            data: [number: "\(id)", Self.role: role.rawValue])
    }

    let parts: EngineParts
    let database: any Database

    /// What a link leads to.
    /// - Returns: nil where it has gone with whoever sent it, and where the person has the role no more.
    func sent(_ link: LinkBook.Kept) throws -> SentAttachments? {
        guard let id = link.page.data[Self.number].flatMap({ Int64($0) }),
            let role = link.page.data[Self.role].flatMap(Role.init(rawValue:)),
            try database.first(
                "SELECT 1 FROM core_member WHERE id = $1 AND (roles & $2) <> 0", link.member, role.bit) != nil
        else { return nil }
        return try AttachmentBook(sealer: parts.sealer, database: database).find(id)
    }
}

extension LinkBook.Kept {
    /// True where it leads to a voice note, a picture or a file.
    var isAttachment: Bool { plugin == AttachmentPage.owner && page.name == AttachmentPage.name }
}

extension Fetched {
    /// What is handed out: the file, or words on why there is none.
    func content(of attachment: Attachment, _ words: (String) throws -> String) rethrows -> HandedPage.Content
    {
        switch self {
        case .bytes(let bytes):
            let type = FileType(bytes, attachment)
            return .file(
                name: "\(attachment.kind.rawValue).\(type.ending)", mediaType: type.mediaType, bytes: bytes)
        case .tooLarge: return .sorry(try words("listening-too-large"), isForNow: false)
        case .gone: return .sorry(try words("listening-not-there"), isForNow: false)
        case .notNow: return .sorry(try words("listening-not-now"), isForNow: true)
        }
    }
}
