import Engine
import Playground
import Storage

/// Sees to it that a playground is played with pretend people only. Asked by ``RunningBot`` when it starts.
enum PretendPeople {
    /// Refuses a database that knows people from a real platform: whoever opens the page is an organiser, and pretend
    /// people would be counted with them.
    /// - Throws: ``ServiceFault``, or where the database cannot be read.
    static func check(_ store: Store, _ playground: Playground) throws {
        let own = playground.channels.map(\.name) + [Engine.consoleChannel]
        let isMixed = try store.read { database in
            var isMixed = false
            try database.forEachRow("SELECT DISTINCT channel FROM core_contact", values: []) { row in
                if !own.contains(try row[0]) { isMixed = true }
            }
            return isMixed
        }
        guard isMixed else { return }
        throw ServiceFault(
            "The data folder knows people from a real platform, and the playground is for pretend ones",
            advice: "Give the playground a data folder of its own, or remove 'playground'.")
    }
}
