import TestLimits
import Testing
import YouSaidKit

@testable import Engine

@Suite(.limited) struct `Who writes too much` {
    private let start = Moment(milliseconds: 1_000_000_000)

    private func person(_ number: Int) -> [UInt8] { Array("\(number)".utf8) }

    @Test func `is counted for themself, however many others write`() {
        let gate = FloodGate(most: 2)
        for number in 0..<20_000 {
            #expect(gate.pace(of: person(number), at: start + .milliseconds(number)) == .atOnce)
        }
        let later = start + .seconds(21)
        #expect(gate.pace(of: person(7), at: later) == .atOnce)
        #expect(gate.pace(of: person(7), at: later) == .tellThem)
        #expect(gate.pace(of: person(7), at: later) == .later)
        #expect(gate.pace(of: person(8), at: later) == .atOnce)
    }

    @Test func `begins anew after a minute`() {
        let gate = FloodGate(most: 1)
        #expect(gate.pace(of: person(1), at: start) == .atOnce)
        // Somebody else's minute, in the middle of which the first one's ends.
        #expect(gate.pace(of: person(2), at: start + .seconds(50)) == .atOnce)
        #expect(gate.pace(of: person(1), at: start + .seconds(59)) == .tellThem)
        #expect(gate.pace(of: person(1), at: start + .seconds(60)) == .atOnce)
        #expect(gate.pace(of: person(2), at: start + .seconds(61)) == .tellThem)
        #expect(gate.pace(of: person(2), at: start + .seconds(109)) == .later)
        #expect(gate.pace(of: person(2), at: start + .seconds(110)) == .atOnce)
        #expect(gate.pace(of: person(1), at: start + .seconds(300)) == .atOnce)
    }

    @Test func `is not held up by a clock that is set back`() {
        let gate = FloodGate(most: 1)
        #expect(gate.pace(of: person(1), at: start) == .atOnce)
        #expect(gate.pace(of: person(1), at: start) == .tellThem)
        #expect(gate.pace(of: person(1), at: start - Duration.hours(1)) == .atOnce)
    }
}
