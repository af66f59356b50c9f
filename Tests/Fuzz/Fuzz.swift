import Foundation

/// What the fuzzers throw bytes at. `script/fuzz` runs the program once for each, with its name in `YOUSAID_FUZZ`;
/// libFuzzer, which makes the bytes up, calls ``fuzz(_:_:)``.
enum Target: String, CaseIterable {
    case telegram, configuration, prompts, matching, bytereader, journal, form, http, console, pretend,
        turnnote, sealing
    case splitting, spotting, csv, answers

    /// The one that this run is for.
    static let chosen: Target = {
        let name = ProcessInfo.processInfo.environment["YOUSAID_FUZZ"] ?? ""
        guard let target = Target(rawValue: name) else {
            print("YOUSAID_FUZZ must be one of \(allCases.map(\.rawValue).joined(separator: ", "))")
            exit(2)
        }
        return target
    }()

    func take(_ bytes: [UInt8]) {
        switch self {
        case .telegram: fuzzTelegram(bytes)
        case .configuration: fuzzConfiguration(bytes)
        case .prompts: fuzzPrompts(bytes)
        case .matching: fuzzMatching(bytes)
        case .bytereader: fuzzByteReader(bytes)
        case .journal: fuzzJournal(bytes)
        case .form: fuzzForm(bytes)
        case .http: fuzzHTTP(bytes)
        case .console: fuzzConsole(bytes)
        case .pretend: fuzzPretend(bytes)
        case .turnnote: fuzzTurnNote(bytes)
        case .sealing: fuzzSealing(bytes)
        case .splitting: fuzzSplitting(bytes)
        case .spotting: fuzzSpotting(bytes)
        case .csv: fuzzCSV(bytes)
        case .answers: fuzzAnswers(bytes)
        }
    }
}

/// Called by libFuzzer with what it made up.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    // The bytes are lent for this call, so they are copied.
    Target.chosen.take(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}

/// Ends the program where something that always has to be true is not: libFuzzer keeps the bytes.
func must(_ isTrue: Bool, _ what: StaticString) {
    if !isTrue { fatalError("\(what)") }
}
