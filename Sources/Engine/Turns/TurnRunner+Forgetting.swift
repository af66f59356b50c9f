import Storage
@_spi(Host) import YouSaidKit

/// Why a plugin cannot do what it wanted in `forget`.
enum ForgettingError: Error {
    /// It says or asks something of whoever is forgotten. They are told by the core, and nothing after that.
    case saysToWhomItForgets
}

/// A plugin's part in the erasing of a person.
extension TurnRunner {
    /// Has a plugin forget somebody, and carries out what it says should happen: others may be told, such as organisers
    /// or whoever gets a place that is free now.
    /// - Parameter isAgain: whether it happened before and the tables had lost it: then nobody is told anew.
    /// - Throws: ``PluginFailure`` where the plugin throws, or has something for whoever is forgotten, who is nobody.
    func forget(
        _ member: Member.ID, _ plugin: ActivePlugin, _ people: PeopleBook, isAgain: Bool,
        _ after: inout AfterCommit
    ) throws {
        try PluginFailure.blaming(plugin.id) {
            let opened = OpenedVaults()
            let turn = makeTurn(plugin, people: people, member: nil, opened: opened)
            try plugin.plugin.forget(member, in: turn)
            var effects = turn.effects.filter { !$0.erases(member) }
            if isAgain {
                effects.removeAll(where: \.isHeard)
            } else if effects.contains(where: { $0.isFor(member) }) {
                throw ForgettingError.saysToWhomItForgets
            }
            // Nobody is writing: what answers whoever began the turn is refused there.
            var cause = TurnCause(key: [])
            try carryOut(effects, of: plugin, for: &cause, &after)
            after.openedVaults += opened.list
        }
    }
}

extension Effect {
    /// Whether it leaves the question that was answered as open as it was.
    var leavesQuestionOpen: Bool {
        switch self {
        case .unclear, .reopen: true
        default: false
        }
    }

    /// Whether whoever began the turn reads it.
    var answersSender: Bool {
        switch self {
        case .say(_, nil), .ask(_, _, nil), .askAgain, .sayAsIfAsking, .sayPage: true
        default: false
        }
    }

    fileprivate func erases(_ member: Member.ID) -> Bool {
        if case .erase(member) = self { true } else { false }
    }

    /// Whether anybody reads it.
    fileprivate var isHeard: Bool {
        switch self {
        case .say, .sayToRequest, .pass, .ask, .tell, .askGroup, .askAgain, .sayAsIfAsking, .askGroupAgain,
            .sayPage, .keepLink:
            true
        case .prepare, .unclear, .correct, .leave, .reopen, .mark, .closeQuestion, .setTimer, .cancelTimer,
            .publish, .audit, .erase, .destroyVault:
            false
        }
    }

    /// Whether it is for one person, or for them alone of a group.
    fileprivate func isFor(_ member: Member.ID) -> Bool {
        switch self {
        case .say(_, to: let person), .ask(_, id: _, to: let person): person == member
        case .keepLink(_, token: _, for: let person, until: _): person == member
        case .tell(_, .these(let people), id: _), .askGroup(_, .these(let people), id: _),
            .askGroupAgain(_, .these(let people), saying: _):
            !people.isEmpty && people.allSatisfy { $0 == member }
        default: false
        }
    }
}
