import TestLimits
import Testing

@testable import Polls

@Suite(.limited) struct `What a poll may be like` {
    private let own = ["DONE", "Something else"]

    @Test func `a poll is parted at bars, or at lines where there are none`() {
        let parts = ["Which day?", "Saturday", "Sunday"]
        #expect(DraftRules.parts(of: " Which  day?|Saturday | Sunday| ") == parts)
        #expect(DraftRules.parts(of: "Which day?\nSaturday\n\nSunday") == parts)
        #expect(DraftRules.parts(of: "Which day?\nSay one | A | B") == ["Which day? Say one", "A", "B"])
        #expect(DraftRules.parts(of: " \n ").isEmpty)
    }

    @Test func `the same choice twice is found, also in other letters`() {
        #expect(throws: DraftFault.choiceTwice("SATURDAY")) {
            try DraftRules.check(["Saturday", "Sunday", "SATURDAY"], own: own)
        }
    }

    @Test func `a number that is not its own place would be counted for another choice`() throws {
        try DraftRules.check(["1", "2", "3"], own: own)
        try DraftRules.check(["2 days", "3 days"], own: own)
        #expect(throws: DraftFault.choiceIsNumber("2")) { try DraftRules.check(["2", "3"], own: own) }
    }

    @Test(arguments: ["Stop", "HELP", "leave", "Help now", "end"])
    func `a word that never reaches a poll is refused`(word: String) {
        #expect(throws: DraftFault.choiceIsReserved(word)) {
            try DraftRules.check(["Go on", word], own: own)
        }
    }

    @Test(arguments: ["Done", "done!", "Do\u{AD}ne", "something else"])
    func `what the bot offers beside the choices is none of them`(word: String) {
        #expect(throws: DraftFault.choiceIsReserved(word)) {
            try DraftRules.check(["Go on", word], own: own)
        }
    }

    @Test func `lengths and numbers have limits`() throws {
        try DraftRules.check((1...10).map { "Choice \($0)" }, own: own)
        #expect(throws: DraftFault.tooManyChoices) {
            try DraftRules.check((1...11).map { "Choice \($0)" }, own: own)
        }
        try DraftRules.check([String(repeating: "a", count: 60)], own: own)
        let long = String(repeating: "a", count: 61)
        #expect(throws: DraftFault.choiceTooLong(long)) { try DraftRules.check([long], own: own) }
        try DraftRules.checkQuestion(String(repeating: "a", count: 300))
        #expect(throws: DraftFault.questionTooLong) {
            try DraftRules.checkQuestion(String(repeating: "a", count: 301))
        }
    }
}
