import TestLimits
import Testing
import YouSaidKit

@Suite(.limited) struct `Age bands` {
    @Test(
        arguments: [
            (16, nil, ["16-to-17", "18-to-25", "over-25"]), (0, 12, ["under-13"]),
            (13, 15, ["13-to-15"]), (13, 25, ["13-to-15", "16-to-17", "18-to-25"]), (26, nil, ["over-25"]),
            (0, nil, AgeBand.allCases.map(\.rawValue)),
        ] as [(Int, Int?, [String])])
    func `an age from and to names whole bands`(from: Int, to: Int?, bands: [String]) {
        #expect(AgeBand.bands(from: from, to: to)?.map(\.rawValue) == bands)
    }

    @Test(arguments: [(14, nil), (0, 13), (17, 17), (27, 30)] as [(Int, Int?)])
    func `what cuts a band in two names none`(from: Int, to: Int?) {
        #expect(AgeBand.bands(from: from, to: to) == nil)
    }

    @Test func `a wording has a version that one letter changes`() {
        let one = ConsentWording.version(of: "consent-photos", "May we take photos?")
        #expect(one.hasPrefix("consent-photos "))
        #expect(one == ConsentWording.version(of: "consent-photos", "May we take photos?"))
        #expect(one != ConsentWording.version(of: "consent-photos", "May we take photos!"))
    }
}
