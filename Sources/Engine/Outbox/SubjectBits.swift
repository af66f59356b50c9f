import YouSaidKit

extension Subject {
    /// The subject's bit in `core_member.silenced` and `core_outgoing.subject`. Never change one that has shipped.
    /// What cannot be stopped alone has none.
    var bit: Int64 {
        switch self {
        case .general: 0
        case .polls: 1
        case .meetings: 2
        case .thanks: 4
        case .updates: 8
        }
    }

    /// What people say for it, in capitals: "POLLS".
    var word: String {
        switch self {
        case .thanks: "REWARDS"
        case .general, .polls, .meetings, .updates: rawValue.uppercased()
        }
    }

    /// Those that can be stopped alone.
    static var stoppable: [Subject] { allCases.filter { $0.bit != 0 } }
}

extension Set<Subject> {
    init(bits: Int64) {
        self = Set(Subject.allCases.filter { bits & $0.bit != 0 })
    }

    var bits: Int64 { reduce(0) { $0 | $1.bit } }
}

extension Message {
    /// The bit by which it is held back from those who stopped its subject; 0 where nothing holds it back but STOP.
    func heldBack(by plugin: Subject) -> Int64 {
        kind == .notice && !isUrgent ? (subject ?? plugin).bit : 0
    }
}
