/// How a date and a time are written to people: "Wednesday 6 August 2026", "5:30pm", "midday".
///
/// Source for the form: the NHS and GOV.UK content guides; no shortened months, no 24-hour clock, no dashes.
public enum SpokenTime {
    private static let days = [
        "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
    ]
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December",
    ]

    /// The day in full: "Wednesday 6 August 2026".
    /// - Throws: ``TimeError/unknownZone(_:)``.
    public static func date(_ moment: Moment, zone: String) throws -> String {
        let parts = try ZoneCalendar.named(zone).parts(of: moment)
        return "\(days[(parts.weekday - 1) % 7]) \(parts.day) \(months[(parts.month - 1) % 12]) \(parts.year)"
    }

    /// The time of day: "5:30pm", "9am", "midday", "midnight".
    /// - Throws: ``TimeError/unknownZone(_:)``.
    public static func time(_ moment: Moment, zone: String) throws -> String {
        let parts = try ZoneCalendar.named(zone).parts(of: moment)
        switch (parts.hour, parts.minute) {
        case (0, 0): return "midnight"
        case (12, 0): return "midday"
        default: break
        }
        let hour = parts.hour % 12 == 0 ? 12 : parts.hour % 12
        let minutes = parts.minute == 0 ? "" : ":" + (parts.minute < 10 ? "0" : "") + "\(parts.minute)"
        return "\(hour)\(minutes)\(parts.hour < 12 ? "am" : "pm")"
    }
}
