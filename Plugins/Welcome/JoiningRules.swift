import YouSaidKit

/// What the configuration says about joining: who decides for whom, and what is asked.
struct JoiningRules {
    /// What somebody of an age may do.
    enum Rule: String, CaseIterable {
        /// They decide for themself.
        case own
        /// A parent or carer agrees first, on their own phone.
        case parent
        /// They join the network in place of the forum.
        case network
        /// They cannot join.
        case closed
    }

    private let settings: YouSaidKit.Settings

    init(_ settings: YouSaidKit.Settings) { self.settings = settings }

    static let declared =
        [
            Setting(
                "askAge", .flag(true),
                meaning: "whether those who join say how old they are, in bands; never a date of birth"),
            Setting(
                "consents",
                .someOf(
                    Consent.Kind.allCases.map(\.rawValue), standard: "taking-part, invitations, updates"),
                meaning:
                    "what those who join are asked, each on its own: taking-part, contact, photos, payment,"
                    + " sharing-needs, invitations, updates; the rest is under MY CHOICES"),
        ]
        + [
            ("under13", Rule.parent), ("from13to15", .own), ("from16to17", .own), ("from18to25", .own),
            ("over25", .own),
        ].map { name, rule in
            Setting(
                name, .oneOf(Rule.allCases.map(\.rawValue), standard: rule.rawValue),
                meaning: "what people of that age may do: \"own\" decision, \"parent\" agrees first,"
                    + " \"network\" only, or \"closed\"")
        }

    var asksAge: Bool { get throws { try settings.flag("askAge") } }

    /// What those who join are asked. A word that nobody knows is passed over.
    var consents: [Consent.Kind] {
        get throws {
            let words = Set(
                try settings.text("consents").split { $0 == "," || $0.isWhitespace }.map(String.init))
            return Consent.Kind.allCases.filter { words.contains($0.rawValue) }
        }
    }

    /// What somebody of this age may do. A word that nobody knows lets nobody in without a parent.
    func rule(for band: AgeBand) throws -> Rule {
        let name =
            switch band {
            case .under13: "under13"
            case .from13to15: "from13to15"
            case .from16to17: "from16to17"
            case .from18to25: "from18to25"
            case .over25: "over25"
            }
        return Rule(rawValue: try settings.text(name)) ?? .parent
    }

    /// The bands for which a parent or carer agrees.
    var bandsOfParents: [AgeBand] {
        get throws { try AgeBand.allCases.filter { try rule(for: $0) == .parent } }
    }

    /// What only a parent or carer says yes to, where they decide.
    static let ofParents: Set<Consent.Kind> = [.takingPart, .photos, .payment, .sharingNeeds]
}
