import TestLimits
import Testing

@testable import Stories
@testable import YouSaidTesting

/// A check that never fails proves nothing: here something goes wrong on purpose, and the story has to say so.
@Suite(.limited) struct `What the random story finds` {
    @Test(arguments: PlantedFault.allCases) func `a fault between the bot and the world`(fault: PlantedFault)
    {
        let story = fault.isOfWorries ? ForumStory.worries : ForumStory.story
        expect(words(fault)) { try story.play(seed: $0, acts: 60, fault: fault) }
    }

    @Test(arguments: FaultyPlugin.Fault.allCases) func `a fault in a plugin`(fault: FaultyPlugin.Fault) {
        expect(words(fault)) { try ForumStory.story(with: fault).play(seed: $0, acts: 60, fault: nil) }
    }

    /// One of a few stories has to fail, in these words.
    private func expect(_ words: [String], _ play: (UInt64) throws -> Void) {
        var told: [String] = []
        for seed in 1...100 as ClosedRange<UInt64> {
            do {
                try play(seed)
            } catch {
                let line = "\(error)".split(separator: "\n").first.map(String.init) ?? ""
                if words.contains(where: line.contains) { return }
                told.append(line)
            }
        }
        Issue.record("no story says \(words); they say \(told)")
    }

    private func words(_ fault: PlantedFault) -> [String] {
        switch fault {
        case .eventLost: ["got no answer"]
        case .eventTwice: ["laid the pebbles"]
        case .eventsSwapped: ["laid the pebbles"]
        case .messageLost: ["never got"]
        case .messageTwice: [" 2 times"]
        case .messageAstray: ["which was not for them"]
        case .messageAfterStop: ["said STOP and got a message"]
        case .timersSleep: ["a timer is due and did not run"]
        case .broadcastsSleep: ["a broadcast was not written out"]
        case .outboxSleeps: ["a message is due and did not go"]
        case .diskLost: ["should be a member, and is nobody", "the polls are", "laid the pebbles"]
        case .restoreNotHeld: ["before an organiser released it"]
        case .journalWithoutStops: ["said STOP and got a message"]
        case .journalWithoutStarts: ["never got"]
        case .journalWithoutErasures: ["should be nobody, and is a member"]
        case .journalWithoutMessages: ["” again", " times"]
        case .journalWithoutBroadcasts: ["” again", " times"]
        case .journalWithoutTimers: ["came that of"]
        case .journalWithoutMoves: ["should be a member, and is nobody"]
        case .journalWithoutNextTimers: ["the nights of [] are waited for"]
        case .worriesSleep: ["the clock of a worry has run out"]
        case .alertLost: ["reads that a lead was told, and none was"]
        case .worryAstray: ["reads what a lead wrote to somebody else"]
        case .wordsCut: ["is in 0 worries"]
        }
    }

    private func words(_ fault: FaultyPlugin.Fault) -> [String] {
        switch fault {
        case .voteLost: ["votes that should not be there: []; that are not there: [\""]
        case .voteNotTakenBack: ["votes that should not be there: [\""]
        case .wordsLost: ["has the words"]
        case .wordsTold: ["reads what"]
        case .nameTold: ["the officer reads a name"]
        case .voteChanged: ["votes that should not be there: [\""]
        case .tallyWrong: ["and should count"]
        case .pollLost: ["the polls are"]
        case .draftTimerLost: ["the timer of a draft is lost"]
        case .votesNotForgotten:
            ["somebody who was erased is in polls_vote", "votes that should not be there"]
        case .pebblesNotForgotten: ["somebody who was erased is in pebbles_pebble"]
        case .timerTwice, .timerLate: ["came that of"]
        case .timerNever, .timerNotSetAgain: ["the nights of [] are waited for"]
        }
    }
}

extension PlantedFault {
    /// Whether it is sought in a forum where much is told to leads.
    fileprivate var isOfWorries: Bool {
        switch self {
        case .worriesSleep, .alertLost, .worryAstray, .wordsCut: true
        default: false
        }
    }
}
