import Foundation
import TestLimits
import Testing
import YouSaidTesting

@testable import Polls

/// What is shown of few people: nothing from which one of them could be worked out.
@Suite(.limited) struct `Small numbers` {
    private struct Group {
        let name: String
        let votes: [Int]
    }

    private func group(_ name: String, _ votes: Int...) -> Group { Group(name: name, votes: votes) }

    /// What is shown of groups of which everybody is in one.
    private func shown(_ groups: [Group]) -> [Breakdown.Group] {
        let classes = groups.enumerated().map { place, group in
            Breakdown.Class(
                groups: 1 << place, answered: group.votes.reduce(0, +), votes: group.votes)
        }
        return Breakdown(classes, groups: groups.map(\.name), minimum: 5).shown
    }

    private func names(_ groups: [Group]) -> [String] { shown(groups).map(\.name) }

    @Test(.serves("H12")) func `groups that are large enough are shown`() {
        #expect(names([group("young", 10, 12), group("older", 8, 9)]) == ["young", "older"])
    }

    @Test func `a small number is shown of no group, and a group that is all of one mind neither`() {
        #expect(!names([group("young", 10, 12), group("older", 9, 2)]).contains("older"))
        #expect(!names([group("young", 10, 12), group("older", 9, 0)]).contains("older"))
    }

    @Test func `where one group is left out, another one is too, so that taking away does not find it`() {
        #expect(names([group("young", 10, 12), group("older", 6, 6), group("oldest", 2, 1)]) == ["young"])
        #expect(names([group("young", 10, 12), group("oldest", 2, 1)]) == [])
    }

    @Test func `whatever is shown, what is left over is safe as well`() {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<2_000 {
            let groups = (0..<Int.random(in: 1...5, using: &random)).map { number in
                group(
                    "\(number)", Int.random(in: 0...20, using: &random),
                    Int.random(in: 0...20, using: &random),
                    Int.random(in: 0...8, using: &random))
            }
            let shown = shown(groups)
            for group in shown { #expect(isSafe(group.votes)) }
            let rest = (0..<3).map { choice in
                groups.reduce(0) { $0 + $1.votes[choice] } - shown.reduce(0) { $0 + $1.votes[choice] }
            }
            #expect(shown.isEmpty || rest.allSatisfy { $0 == 0 } || isSafe(rest))
        }
    }

    @Test(.serves("H12"))
    func `where groups overlap, no taking away of one from another finds a small number`() {
        var random = SeededGenerator(seed: 12)
        var withSeveral = 0
        for _ in 0..<500 {
            let names = ["young", "network", "Health", "School"]
            var classes: [Breakdown.Class] = []
            for groups in 0..<16 where !random.once(in: 3) {
                let votes = (0..<2).map { _ in
                    random.once(in: 8)
                        ? Int.random(in: 0...4, using: &random) : Int.random(in: 5...20, using: &random)
                }
                classes.append(
                    Breakdown.Class(groups: groups, answered: votes.reduce(0, +), votes: votes))
            }
            let shown = Breakdown(classes, groups: names, minimum: 5).shown
            if shown.count > 1 { withSeveral += 1 }
            // Whatever can be worked out from what is shown can be worked out from these.
            let places = shown.map { names.firstIndex(of: $0.name) ?? 0 }
            let apart = Dictionary(grouping: classes) { part in places.map { part.groups >> $0 & 1 } }
            for parts in shown.isEmpty ? [] : Array(apart.values) {
                let votes = (0..<2).map { choice in parts.reduce(0) { $0 + $1.votes[choice] } }
                #expect(votes.allSatisfy { $0 == 0 } || isSafe(votes))
            }
        }
        #expect(withSeveral > 50)
    }

    @Test func `somebody who alone is in one of two groups is found by no subtraction`() {
        // All who like Health are among those who like School, but for one.
        let classes = [
            Breakdown.Class(groups: 0b00, answered: 20, votes: [10, 10]),
            Breakdown.Class(groups: 0b11, answered: 20, votes: [8, 12]),
            Breakdown.Class(groups: 0b10, answered: 1, votes: [1, 0]),
        ]
        #expect(
            Breakdown(classes, groups: ["Health", "School"], minimum: 5).shown.map(\.name) == ["Health"])
    }

    private func isSafe(_ votes: [Int]) -> Bool {
        votes.allSatisfy { $0 == 0 || $0 >= 5 } && votes.count { $0 > 0 } > 1
    }

    @Test func `bands are none, some and enough`() {
        #expect([0, 1, 4, 5, 90].map { Band($0, minimum: 5) } == [.none, .some, .some, .enough, .enough])
    }

    @Test(
        .serves("G3"),
        arguments: [
            (4, 4, false), (5, 4, true), (5, 3, false), (6, 4, false), (6, 5, true), (10, 8, true),
            (10, 7, false), (0, 0, false),
        ]) func `made together is 4 in 5 of at least 5 who were asked`(asked: Int, agreed: Int, reached: Bool)
    {
        #expect(SignOffRule(asked: asked, agreed: agreed).isReached == reached)
    }

    // MARK: Tables

    @Test(arguments: [
        ("=1+1", "\"'=1+1\""), ("+44 7700", "\"'+44 7700\""), ("-2", "\"'-2\""), ("@home", "\"'@home\""),
        (" =1", "\"' =1\""), ("\tx", "\"'\tx\""), ("＝1", "\"'＝1\""), ("say \"hi\"", "\"say \"\"hi\"\"\""),
        ("Saturday, noon", "\"Saturday, noon\""), ("", "\"\""),
    ])
    func `a table never holds a formula`(text: String, quoted: String) {
        #expect(ResultsTable.quoted(text) == quoted)
    }
}

/// Names in what people write themselves.
@Suite(.limited) struct `Names taken out` {
    private let names = NamesTakenOut(
        names: ["amira", "will", "anne"], capitals: ["monday", "voices", "mum"], alsoWords: ["will", "hope"],
        mark: "[name]")

    @Test(
        .serves("H12"),
        arguments: [
            ("Amira was kind to me.", "[name] was kind to me."),
            ("amira was kind", "[name] was kind"),
            ("I like Amira's idea.", "I like [name]'s idea."),
            ("Ask Jordan Smith on Monday.", "Ask [name] on Monday."),
            ("It will be good. Will it?", "It will be good. Will it?"),
            ("I sat with Will.", "I sat with [name]."),
            ("My friend Hope said so", "My friend [name] said so"),
            ("Voices United is good. More of it!", "Voices [name] is good. More of it!"),
            ("I HATE MATHS", "I HATE MATHS"), ("AMIRA IS GREAT", "[name] IS GREAT"),
            ("My mum and Mum's friend", "My mum and Mum's friend"),
            ("Mail me at a@b.org or 07700 900123", "Mail me at [name] or 07700 [name]"),
            ("Anne-Marie and Jo", "[name] and [name]"),
            ("longer breaks\nquieter rooms", "longer breaks\nquieter rooms"), ("", ""),
        ])
    func `a name becomes a mark, and other words stay`(text: String, taken: String) {
        #expect(names.taken(from: text) == taken)
    }
}
