import Engine
import TestLimits
import Testing

/// Answers to questions whose choices are numbers, amounts and times of day.
@Suite(.limited)
struct UnderstandingNumberTests {
    @Test func aLabelThatIsANumberGoesBeforeItsPlace() {
        for (said, means) in [
            ("2", "2"), ("3", "3"), ("two", "2"), ("option 2", "2"), ("1", "1"), ("4", ""), ("2 please", "2"),
        ] { UnderstandingTests.check(.init(said: said, means: means), ["3", "1", "2"]) }
        for (said, means) in [("1", "11"), ("11", "11"), ("2", "12"), ("12", "12"), ("112", "")] {
            UnderstandingTests.check(.init(said: said, means: means), ["11", "12"])
        }
        UnderstandingTests.check(.init(said: "three", means: "Three"), ["Five", "Three"])
        UnderstandingTests.check(.init(said: "£10", means: "£10"), ["£5", "£10"])
        UnderstandingTests.check(.init(said: "10", means: "£10"), ["£5", "£10"])
    }

    @Test(
        arguments: UnderstandingTests.cases([
            ("4:30", "4:30pm"), ("4.30", "4:30pm"), ("4:30pm", "4:30pm"), ("4.30 pm", "4:30pm"),
            ("half 4", "4:30pm"), ("half past four", "4:30pm"), ("at 5", "5pm"), ("5 o'clock", "5pm"),
            ("5pm", "5pm"), ("5 pm please", "5pm"), ("5", "5pm"), ("16:30", "4:30pm"), ("4:30am", ""),
            ("6:15", "6:15pm"), ("quarter past 6", "6:15pm"), ("3", "6:15pm"), ("2", "5pm"), ("1", "4:30pm"),
            ("7", ""), ("second", "5pm"), ("half 5", ""),
        ]))
    func timesOfDay(said: UnderstandingTests.Case) {
        UnderstandingTests.check(said, ["4:30pm", "5pm", "6:15pm"])
    }

    @Test func aNumberThatMayBeATimeOrAPlaceIsAskedAbout() {
        UnderstandingTests.check(.init(said: "2", means: "2pm|3pm"), ["2pm", "3pm"])
        UnderstandingTests.check(.init(said: "2pm", means: "2pm"), ["2pm", "3pm"])
    }
}
