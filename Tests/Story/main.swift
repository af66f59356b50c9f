import Foundation
import Stories
import YouSaidTesting

/// Plays stories one after another: `story --seeds N [--from S] [--seed S] [--acts M] [--worries]`. Ends with 1 where one failed.
struct StoryTool {
    var seeds = 100
    var from: UInt64 = 1
    var acts = 60
    /// How many failures are told before it stops.
    var most = 5
    /// How much of a failed story is told.
    var lines = 150
    /// A forum where much is told to safeguarding leads.
    var worries = false

    init(_ arguments: [String]) throws {
        var left = arguments[...]
        while let name = left.popFirst() {
            if name == "--worries" {
                worries = true
                continue
            }
            guard let text = left.popFirst(), let value = UInt64(text) else { throw Usage() }
            switch name {
            case "--seeds": seeds = Int(clamping: value)
            case "--from": from = value
            case "--seed": (from, seeds) = (value, 1)
            case "--acts": acts = Int(clamping: value)
            case "--most": most = Int(clamping: value)
            case "--lines": lines = Int(clamping: value)
            default: throw Usage()
            }
        }
    }

    struct Usage: Error {}

    /// - Returns: how many stories failed.
    func run() -> Int {
        let story = worries ? ForumStory.worries : ForumStory.story
        let clock = ContinuousClock()
        let start = clock.now
        var failed = 0
        var played = 0
        for seed in from..<(from + UInt64(seeds)) {
            played += 1
            do {
                try story.play(seed: seed, acts: acts, lines: lines)
            } catch {
                failed += 1
                tell(
                    "\(error)\nAgain: script/story --seed \(seed) --acts \(acts)\(worries ? " --worries" : "")\n\n"
                )
                if failed >= most { break }
            }
            if played.isMultiple(of: 1_000) { tell("\(played) stories so far\n") }
        }
        let time = (clock.now - start).components.seconds
        tell("\(played) stories of \(acts) acts in \(time) s, \(failed) failed\n")
        return failed
    }

    /// At once, so that a long run shows what it has found so far.
    private func tell(_ text: String) { FileHandle.standardOutput.write(Data(text.utf8)) }
}

do {
    exit(try StoryTool(Array(CommandLine.arguments.dropFirst())).run() == 0 ? 0 : 1)
} catch {
    print(
        "usage: script/story [--seeds N] [--from SEED] [--seed SEED] [--acts N] [--most FAILURES] [--lines N] [--worries]"
    )
    exit(2)
}
