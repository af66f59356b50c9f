import Foundation
import PlainWords
import YouSaidKit

extension Configuration {
    /// Reads a configuration file.
    ///
    /// - Parameter path: The file. Paths in it are relative to its folder.
    /// - Returns: What it says, or everything that is wrong with it at once.
    public static func load(path: String) -> Result<Configuration, ConfigurationFaults> {
        func refuse(_ problem: String, _ advice: String) -> Result<Configuration, ConfigurationFaults> {
            .failure(ConfigurationFaults([ConfigurationFault(file: path, problem: problem, advice: advice)]))
        }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            return refuse(
                "there is no such file", "Look at the path, or write the file; the README shows a small one.")
        }
        guard !isFolder.boolValue else {
            return refuse("this is a folder", "Name the file in it, such as forum.json5.")
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            return refuse(
                "the file cannot be read", "Give the user that the bot runs as the right to read it.")
        }
        return load(bytes: Array(data), file: path)
    }

    /// Reads a configuration that is at hand.
    ///
    /// - Parameters:
    ///   - bytes: The file's content.
    ///   - file: Its path, for faults, and to know where relative paths begin. It need not be there.
    /// - Returns: What it says, or everything that is wrong with it at once.
    public static func load(bytes: [UInt8], file: String) -> Result<Configuration, ConfigurationFaults> {
        let bytes = Array(bytes.withoutByteOrderMark)
        guard String(validating: bytes, as: UTF8.self) != nil else {
            let fault = ConfigurationFault(
                file: file, problem: "the file is not text in UTF-8",
                advice: "Save it again as UTF-8 with a text editor.")
            return .failure(ConfigurationFaults([fault]))
        }
        let text = ConfigurationText(bytes)
        if let bracket = text.bracketTooDeep {
            let fault = ConfigurationFault(
                file: file, line: bracket.line, column: text.column(of: bracket.range.lowerBound),
                problem: "this bracket is inside too many others",
                advice: "Look for brackets that are not closed, or that are there by mistake.")
            return .failure(ConfigurationFaults([fault]))
        }
        if let first = text.pieces.first, first.kind == .word {
            // Not even tried: Foundation's decoder reads a number that stands alone past its end, and dies of "1e+".
            let fault = ConfigurationFault(
                file: file, line: first.line, column: text.column(of: first.range.lowerBound),
                problem: "the file does not begin with a section",
                advice: "Begin it with { and end it with }.")
            return .failure(ConfigurationFaults([fault]))
        }
        if let number = text.brokenNumber {
            let fault = ConfigurationFault(
                file: file, line: number.line, column: text.column(of: number.range.lowerBound),
                problem: "this begins as a number and is not understood",
                advice: "A text stands in quotation marks.")
            return .failure(ConfigurationFaults([fault]))
        }
        guard let value = ConfigurationValue.decode(bytes) else {
            let found = SyntaxFault.find(in: text)
            let fault = ConfigurationFault(
                file: file, line: found.line, column: found.column, problem: found.problem,
                advice: found.advice)
            return .failure(ConfigurationFaults([fault]))
        }
        let faults = FaultList(file: file, outline: ConfigurationOutline(text))
        guard case .section(let values) = value else {
            faults.add(
                "", "the file is \(value.kind) and not a section", "Begin it with { and end it with }.")
            return .failure(ConfigurationFaults(faults.faults))
        }
        let reader = ConfigurationReader(
            root: SectionReader(path: "", values: values, faults: faults), file: file)
        let configuration = reader.read()
        let found = faults.faults.sorted { ($0.line ?? 0, $0.path ?? "") < ($1.line ?? 0, $1.path ?? "") }
        guard let configuration, found.allSatisfy({ $0.weight == .warning }) else {
            return .failure(ConfigurationFaults(found))
        }
        return .success(configuration)
    }
}
