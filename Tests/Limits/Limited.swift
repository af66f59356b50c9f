import Foundation
import Testing

extension Trait where Self == TimeLimitTrait {
    /// For every suite: a test that waits for what never comes fails, in place of holding up all others for ever. Far longer
    /// than any takes, because hundreds of them share two processors, and the time that they wait for one counts.
    ///
    /// ```swift
    /// @Suite(.limited) struct `Everything takes effect once` {
    /// ```
    public static var limited: Self {
        let environment = ProcessInfo.processInfo.environment
        // Under a sanitizer everything takes ten times as long, and `script/test --long` kills a thousand times.
        let isLong = environment["YOUSAID_SANITIZED"] != nil || environment["YOUSAID_LONG"] != nil
        return .timeLimit(.minutes(isLong ? 240 : 20))
    }
}
