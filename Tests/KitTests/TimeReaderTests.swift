import TestLimits
import Testing
import YouSaidKit

/// Now it is Wednesday 4 March 2026, 10 in the morning.
@Suite(.limited) struct `Reading a time` {
    private let reader: TimeReader

    init() throws {
        reader = try TimeReader(now: Self.at(3, 4, 10).moment(), zone: "Europe/London")
    }

    private static func at(_ month: Int, _ day: Int, _ hour: Int, _ minute: Int = 0, year: Int = 2026)
        -> LocalTime
    {
        LocalTime(
            year: year, month: month, day: day, hour: hour, minute: minute, zone: "Europe/London")
    }

    @Test(arguments: [
        ("Friday 4pm", at(3, 6, 16)), ("fri 4 pm", at(3, 6, 16)), ("on Friday at 4pm", at(3, 6, 16)),
        ("Friday 16:30", at(3, 6, 16, 30)), ("Friday 4.30pm", at(3, 6, 16, 30)),
        ("wednesday 11am", at(3, 4, 11)), ("wednesday 9am", at(3, 11, 9)), ("today 5pm", at(3, 4, 17)),
        ("5pm", at(3, 4, 17)), ("tomorrow midday", at(3, 5, 12)), ("this Saturday noon", at(3, 7, 12)),
        ("4 December 2026 at 4pm", at(12, 4, 16)), ("4th of December 4pm", at(12, 4, 16)),
        ("December 4, 4pm", at(12, 4, 16)), ("Friday 4 December 4pm", at(12, 4, 16)),
        ("4/12/2026 09:00", at(12, 4, 9)), ("4/12/26 0:15", at(12, 4, 0, 15)),
        ("1 February 4pm", at(2, 1, 16, year: 2027)), ("29 February 2028 8pm", at(2, 29, 20, year: 2028)),
        ("in 2 weeks", at(3, 18, 10)), ("in two weeks at 5pm", at(3, 18, 17)), ("in 3 hours", at(3, 4, 13)),
        ("in a day", at(3, 5, 10)),
        // The clocks go forward on 29 March: the day is 23 hours long, and the time on the wall is the same.
        ("in 4 weeks", at(4, 1, 10)),
    ]) func `a time that is clear`(text: String, time: LocalTime) throws {
        #expect(try reader.read(text) == .time(time))
    }

    @Test func `what may be two times is both`() throws {
        #expect(try reader.read("Friday 4") == .several([Self.at(3, 6, 4), Self.at(3, 6, 16)]))
        #expect(try reader.read("next Friday 4pm") == .several([Self.at(3, 6, 16), Self.at(3, 13, 16)]))
        // In the morning "today 9" can only be the evening.
        #expect(try reader.read("today 9") == .time(Self.at(3, 4, 21)))
    }

    @Test func `next Wednesday said on a Wednesday is one time`() throws {
        #expect(try reader.read("next Wednesday at 10am") == .time(Self.at(3, 11, 10)))
        #expect(try reader.read("next Wednesday") == .noTime(Self.at(3, 11, 0)))
    }

    @Test func `a time that is there twice in the night when the clocks go back is asked back`() throws {
        let around = TimeReader.Reading.several([Self.at(10, 25, 0, 30), Self.at(10, 25, 2, 30)])
        #expect(try reader.read("25 October 1:30am") == around)
        #expect(
            try reader.read("25 October 1am") == .several([Self.at(10, 25, 0), Self.at(10, 25, 2)]))
        for (text, hour, minute) in [("0:59am", 0, 59), ("12:59am", 0, 59), ("2am", 2, 0)] {
            guard case .time(let time) = try reader.read("25 October \(text)") else { continue }
            #expect(time == Self.at(10, 25, hour, minute))
        }
        // Half past midnight in summer time: an hour on, the wall shows half past one for the first time of two.
        let night = try TimeReader(now: Self.at(10, 25, 0, 30).moment(), zone: "Europe/London")
        #expect(try night.read("in 1 hour") == around)
        #expect(try night.read("in 3 hours") == .time(Self.at(10, 25, 2, 30)))
    }

    @Test func `a day without a time, and a time that is over`() throws {
        #expect(try reader.read("Friday") == .noTime(Self.at(3, 6, 0)))
        #expect(try reader.read("4 December") == .noTime(Self.at(12, 4, 0)))
        #expect(try reader.read("today 9am") == .past(Self.at(3, 4, 9)))
        #expect(try reader.read("3 March 2026 4pm") == .past(Self.at(3, 3, 16)))
    }

    @Test(arguments: [
        "", "soon", "Friday 25:00", "31 June 4pm", "30 February 2027 4pm", "Monday 4 December 4pm",
        "4pm please come",
        "Friday 13pm", "in 0 days", "in many weeks", "99/99/2026 4pm", "1/2/3/4", "Friday 4:5pm", "in 2", ":",
        "/",
        String(repeating: "9", count: 70), "29 February 2027 8pm",
    ]) func `what is no time is not taken for one`(text: String) throws {
        #expect(try reader.read(text) == .nothing)
    }

    @Test func `an unknown zone is told`() {
        #expect(throws: TimeError.self) {
            try TimeReader(now: Moment(milliseconds: 0), zone: "Europe/Atlantis")
        }
    }
}
