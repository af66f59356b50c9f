import YouSaidKit

/// Forgets those who began to join and never came back to it.
struct Tidying {
    private let turn: Turn

    init(_ turn: Turn) { self.turn = turn }

    static let timer = "tidy"
    static let plan = Planned(
        timer, "whoever began to join and never came back is forgotten", isNoticed: false)
    private static let page = 100

    /// Sets the timer for whoever began first; where nobody is joining there is none.
    func plan() throws {
        guard let first = try JoiningStore(turn.database).first() else {
            return turn.cancelWake(Self.timer)
        }
        turn.wake(Self.timer, at: max(first + JoiningStore.patience, turn.now + .minutes(1)))
    }

    func tidy() throws {
        let places = JoiningStore(turn.database)
        for member in try places.begun(before: turn.now - JoiningStore.patience, limit: Self.page) {
            try places.delete(member)
            if try turn.people.member(member)?.roles.isEmpty ?? false { turn.erase(member) }
        }
        try plan()
    }
}
