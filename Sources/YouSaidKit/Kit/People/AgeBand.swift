/// How old somebody is, as far as the forum asks: never a date of birth.
public enum AgeBand: String, Sendable, Hashable, Codable, CaseIterable, SQLConvertible {
    /// Younger than 13: a parent or carer agrees first.
    case under13 = "under-13"
    /// 13, 14 or 15.
    case from13to15 = "13-to-15"
    /// 16 or 17.
    case from16to17 = "16-to-17"
    /// 18 to 25.
    case from18to25 = "18-to-25"
    /// Older than 25.
    case over25 = "over-25"

    /// The youngest age in the band.
    public var lowest: Int {
        switch self {
        case .under13: 0
        case .from13to15: 13
        case .from16to17: 16
        case .from18to25: 18
        case .over25: 26
        }
    }

    /// The oldest age in the band; nil where there is none.
    public var highest: Int? {
        switch self {
        case .under13: 12
        case .from13to15: 15
        case .from16to17: 17
        case .from18to25: 25
        case .over25: nil
        }
    }

    /// The bands that lie between two ages; nil where a band lies only partly there, so that nobody can tell.
    /// - Parameters:
    ///   - from: the youngest age that is meant.
    ///   - to: the oldest age that is meant; nil for no end.
    public static func bands(from: Int, to: Int? = nil) -> [AgeBand]? {
        let oldest = to ?? Int.max
        var inside: [AgeBand] = []
        for band in allCases {
            let highest = band.highest ?? Int.max
            if band.lowest >= from, highest <= oldest {
                inside.append(band)
            } else if highest >= from, band.lowest <= oldest {
                return nil
            }
        }
        return inside.isEmpty ? nil : inside
    }
}
