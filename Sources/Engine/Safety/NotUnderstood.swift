import YouSaidKit

/// Whoever is not understood, or may not do what they tried, reads how to reach a person. Said in one place, for all of
/// the core's prompts that leave somebody standing there; a plugin's own say it in their files.
enum NotUnderstood {
    static let reachAPerson = Prompt("reach-a-person", plugin: "core")

    static func isSaid(by prompt: Prompt) -> Bool { prompt.plugin == "core" && prompts.contains(prompt.name) }

    static let prompts: Set<String> = [
        "not-understood", "unclear", "unclear-help", "unclear-person", "start-stranger", "only-members",
        "not-asked",
        "not-allowed", "attachment-not-kept", "sorry",
    ]
}
