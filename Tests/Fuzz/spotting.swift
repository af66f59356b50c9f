import Spotting

private let spotter: Spotter? = (try? SpotLists(folder: "prompts/en-GB/safety")).map { Spotter($0) }

/// A message, looked through with the lists that come with the bot; and, below its first line, a list of somebody's own
/// and groups of words of their own.
func fuzzSpotting(_ bytes: [UInt8]) {
    guard let spotter else { fatalError("the lists cannot be read") }
    let text = String(decoding: bytes, as: UTF8.self)
    let message = text.prefix { !$0.isNewline }
    must(
        spotter.kinds(in: String(message)).isSubset(of: spotter.kinds(in: message + "\nhello there")),
        "what is found is found with more behind it")
    // With words in between: "to die for" is a way of speaking, and is seen across sentences too.
    must(
        spotter.kinds(in: "I want to die\nhello there \(message)").contains("self-harm"),
        "and nothing hides what is plain")
    let rest = String(text[message.endIndex...])
    do throws(SpotLists.Faults) {
        let lists = try SpotLists(["own": rest, "groups": "@one = a|b c\n@two = @one|d"])
        _ = Spotter(lists).kinds(in: String(message))
    } catch {
        must(
            error.all.allSatisfy { $0.line >= 1 && !$0.what.isEmpty && !$0.advice.isEmpty },
            "a fault says what")
    }
    do throws(SpotLists.Faults) {
        _ = try SpotLists(["groups": rest, "own": "@one two"])
    } catch {
        must(!error.all.isEmpty, "refused lists have a fault")
    }
}
