import Engine
import TestLimits
import Testing

@testable import Service

@Suite("When the bot writes, as the configuration says it", .limited)
struct MannersSectionTests {
    private func read(_ manners: String) throws -> Manners {
        try load("{forum: {name: 'F'}, plugins: ['P'], \(manners)}").get().manners
    }

    @Test("Nothing said is the usual; in the playground time does not count")
    func usual() throws {
        #expect(try read("") == .usual)
        #expect(try read("playground: true,") == .none)
        #expect(try read("manners: {}") == .usual)
    }

    @Test("Hours, terms and limits are read as people write them")
    func all() throws {
        let manners = try read(
            """
            manners: {
              weekdays: "8:30am to 6pm", weekends: "never", termTime: "3:30pm to midnight",
              terms: ["2 September 2026 to 18 December 2026"], messagesAWeek: 3, messagesAMinute: 0,
            }
            """)
        let term =
            try #require(DayHoursText.day("2 September 2026"))...#require(
                DayHoursText.day("18 december 2026"))
        #expect(
            manners.hours
                == OpenHours(
                    weekdays: .init(from: 510, until: 1080), weekend: nil,
                    term: .init(from: 930, until: 1440),
                    terms: [term]))
        #expect(manners.messagesAWeek == 3)
        #expect(manners.messagesAMinute == nil)
        #expect(try read("manners: {weekdays: 'always', weekends: 'always'}").hours == nil)
    }

    @Test(
        "What is wrong is said with its line",
        arguments: [
            ("weekdays: '20:00-8:00'", "manners.weekdays"), ("weekends: '8pm to 8am'", "manners.weekends"),
            ("terms: ['summer']", "manners.terms[0]"), ("terms: [3]", "manners.terms[0]"),
            ("terms: ['31 June 2026 to 1 July 2026']", "manners.terms[0]"),
            ("termTime: '4pm to 8pm'", "manners.termTime"), ("messagesAWeek: -1", "manners.messagesAWeek"),
            ("weekdays: 'never', weekends: 'never'", "manners.weekdays"),
            ("weekday: 'never'", "manners.weekday"),
        ])
    func faults(line: String, path: String) throws {
        let found = load("{forum: {name: 'F'}, plugins: ['P'],\nmanners: {\(line)}}")
        guard case .failure(let faults) = found else {
            Issue.record("nothing was wrong")
            return
        }
        #expect(faults.faults.map(\.path) == [path])
        #expect(faults.faults.first?.line == 2)
    }
}
