import ChannelContract

/// When a message was, as people write it.
struct PhoneTime: Sendable, Hashable, Codable {
    /// "Wednesday 6 August 2026"
    let date: String
    /// "5:30pm"
    let time: String
}

/// A message on a pretend phone, as the page shows it. Kept by ``PhoneBoard``.
struct PhoneMessage: Sendable, Hashable, Codable {
    enum Side: String, Sendable, Hashable, Codable {
        /// The bot said it.
        case bot
        /// Whoever holds the phone said it.
        case person
    }

    struct Button: Sendable, Hashable, Codable {
        let data: String
        let label: String
        let isChosen: Bool

        init(_ button: ChoiceButton) {
            data = button.data
            label = button.label
            isChosen = button.isChosen
        }
    }

    struct Link: Sendable, Hashable, Codable {
        let url: String
        let label: String
    }

    /// Its number, counted over all phones.
    let id: Int
    /// The number of its last change. Whoever has seen all up to a number asks for what comes after it.
    var change: Int
    let phone: String
    let side: Side
    let text: String
    var buttons: [Button] = []
    /// The words for the picture that comes with it. One from outside would have to be fetched, and is not.
    var picture: String?
    /// A picture that the bot has drawn itself: a PNG in Base64.
    var drawing: String?
    var link: Link?
    /// Voice notes and pictures that came with it, by what they are: "voice". On a pretend phone there is nothing to
    /// play.
    var attachments: [String] = []
    /// When it was, in the forum's time.
    let at: PhoneTime
}
