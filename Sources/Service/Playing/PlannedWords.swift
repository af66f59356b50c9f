import Engine
import YouSaidKit

/// Says in a few words what comes up by itself, for the playground's page.
struct PlannedWords {
    private let plugins: [any Plugin]

    init(_ plugins: [any Plugin]) { self.plugins = plugins }

    /// What happens; nil where nobody gets a message by it.
    func words(for cause: ComingUp.Cause) -> String? {
        switch cause {
        case .timer(let plugin, let key): timer(of: plugin, key)
        case .message: "a message that had to wait goes out"
        case .groupMessage: "a message to a group goes out"
        case .leaving: "somebody who said DELETE ME is deleted"
        case .unreached: "you hear whom an urgent message did not reach"
        case .worry: "safeguarding leads hear again of a worry that nobody has taken up"
        case .listening: "you hear that a voice note or picture waits for you"
        }
    }

    /// A timer that its plugin says nothing about is taken for one that people notice.
    private func timer(of id: String, _ key: String) -> String? {
        guard let manifest = plugins.first(where: { $0.manifest.id == id })?.manifest else { return nil }
        guard let plan = manifest.plans.filter({ key.hasPrefix($0.key) }).max(by: { $0.key < $1.key }) else {
            return "something of \(manifest.name)"
        }
        return plan.isNoticed ? plan.what : nil
    }
}
