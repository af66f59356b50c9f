import YouSaidKit

extension Role {
    /// The role's bit in `core_member.roles`. Never change one that has shipped.
    var bit: Int64 {
        switch self {
        case .member: 1
        case .supporter: 2
        case .parent: 4
        case .organiser: 8
        case .approver: 16
        case .safeguardingLead: 32
        case .boardReader: 64
        case .network: 128
        }
    }

    fileprivate static let memberAlone: Set<Role> = [.member]
}

extension Set<Role> {
    init(bits: Int64) {
        // Nearly everybody has this one alone, and it is read with every event.
        if bits == Role.member.bit {
            self = Role.memberAlone
        } else {
            self = Set(Role.allCases.filter { bits & $0.bit != 0 })
        }
    }

    var bits: Int64 { reduce(0) { $0 | $1.bit } }
}
