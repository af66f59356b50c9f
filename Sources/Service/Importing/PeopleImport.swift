import Engine
import Foundation
import Glibc
import YouSaidKit

/// Puts a list of people from another place on the forum's list: a CSV file, a page of lines in one transaction, so that
/// each line is there whole or not at all. A line that is no good is reported, and the others are taken.
struct PeopleImport {
    let engine: Engine
    let channels: Set<String>
    /// Whether it only looks.
    let isTrial: Bool

    /// How many lines one transaction takes.
    private static let pageSize = 200

    /// Lines that wait for the next transaction.
    private var waiting: [(line: Int, person: ImportedPerson)] = []
    private var report = ImportReport()
    /// The lines of addresses that were read before, by a part of their hash: few bytes for each.
    private var seen: [UInt64: Int32] = [:]

    init(engine: Engine, channels: Set<String>, isTrial: Bool) {
        self.engine = engine
        self.channels = channels
        self.isTrial = isTrial
    }

    /// Reads a file to its end.
    /// - Parameter progress: hears how many lines were read.
    /// - Throws: ``ServiceFault`` where the file cannot be read or its head is no good; what the database throws. What
    ///   was taken before stays, and the import can be run again.
    mutating func read(_ path: String, progress: (Int) -> Void) throws -> ImportReport {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            throw ServiceFault(
                "\(path) cannot be read: \(String(cString: strerror(errno)))", advice: "Look at the path.")
        }
        defer { close(file) }
        return try read(
            CSVReader {
                var bytes = [UInt8](repeating: 0, count: 65_536)
                let count = Glibc.read(file, &bytes, bytes.count)
                guard count >= 0 else {
                    throw ServiceFault(
                        "\(path) cannot be read: \(String(cString: strerror(errno)))",
                        advice: "Run the import again.")
                }
                return Array(bytes.prefix(count))
            }, progress: progress)
    }

    /// The same from a reader.
    mutating func read(_ reader: CSVReader, progress: (Int) -> Void) throws -> ImportReport {
        var reader = reader
        let form = try head(&reader)
        while let (line, result) = try reader.next() {
            switch result {
            case .failure(let fault): report.add(Self.fault(fault, line))
            case .success(let record): take(record, form)
            }
            if waiting.count >= Self.pageSize { try write() }
            if line % 1_000 == 0 { progress(line) }
        }
        try write()
        report.faults.sort { $0.line < $1.line }
        return report
    }

    private func head(_ reader: inout CSVReader) throws -> PersonLine {
        guard let (line, result) = try reader.next() else {
            throw ServiceFault(
                "The file is empty", advice: "Its first line names the columns: channel,address,name.")
        }
        switch result {
        case .failure(let fault):
            let told = Self.fault(fault, line)
            throw ServiceFault("Line \(line): \(told.problem)", advice: told.advice)
        case .success(let record):
            do throws(PersonLine.Problem) {
                return try PersonLine(head: record.fields, channels: channels)
            } catch {
                let column = error.column.map { ", column \($0.rawValue)" } ?? ""
                throw ServiceFault("Line \(line)\(column): \(error.problem)", advice: error.advice)
            }
        }
    }

    private mutating func take(_ record: CSVReader.Record, _ form: PersonLine) {
        do throws(PersonLine.Problem) {
            let person = try form.person(record.fields)
            let mark = engine.mark(of: person)
            if let earlier = seen[mark] {
                report.add(
                    ImportReport.Fault(
                        line: record.line, column: PersonLine.Column.address.rawValue,
                        problem: "the same address stands in line \(earlier)",
                        advice: "Keep one of the two lines."))
                return
            }
            seen[mark] = Int32(clamping: record.line)
            waiting.append((record.line, person))
        } catch {
            report.add(
                ImportReport.Fault(
                    line: record.line, column: error.column?.rawValue, problem: error.problem,
                    advice: error.advice))
        }
    }

    private mutating func write() throws {
        guard !waiting.isEmpty else { return }
        let results = try engine.takeIn(waiting.map(\.person), isTrial: isTrial)
        for (line, result) in zip(waiting.map(\.line), results) {
            switch result {
            case .added: report.added += 1
            case .known: report.known += 1
            case .unknownTopic:
                report.add(
                    ImportReport.Fault(
                        line: line, column: PersonLine.Column.interests.rawValue,
                        problem: "it names a topic that is not on the forum's list",
                        advice: "An organiser adds it with TOPICS. Then run the import again."))
            case .erased:
                report.add(
                    ImportReport.Fault(
                        line: line, column: PersonLine.Column.address.rawValue,
                        problem: "this person asked to be deleted",
                        advice: "Take the line out of your list. They can come back by writing to the bot."))
            }
        }
        waiting.removeAll(keepingCapacity: true)
    }

    private static func fault(_ fault: CSVReader.Fault, _ line: Int) -> ImportReport.Fault {
        let (problem, advice) =
            switch fault {
            case .notUTF8:
                ("its letters are not in UTF-8", "Save the file as \"CSV UTF-8\".")
            case .strayQuote:
                (
                    "a quote stands where none may be",
                    "Put the whole field in quotes, and double each quote in it."
                )
            case .openQuote: ("a quote is opened and not closed", "Close it, or take it out.")
            case .tooLong: ("it is too long", "A person's line is much shorter. See what is in it.")
            }
        return ImportReport.Fault(line: line, column: nil, problem: problem, advice: advice)
    }
}
