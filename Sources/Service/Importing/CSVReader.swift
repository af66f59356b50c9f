import Foundation

/// Reads records from a file as RFC 4180 describes: commas, quotes around what holds commas, quotes or line ends, a
/// quote doubled inside quotes, and either end of line, which becomes a line feed inside a
/// field. Made for ``PeopleImport``.
///
/// It holds a few lines at a time, however large the file is. A record that is no good is one fault, with the line where
/// it begins, and the next line is read as if nothing had been.
struct CSVReader {
    /// One record, and the line of the file where it begins.
    struct Record: Equatable {
        let line: Int
        let fields: [String]
    }

    /// Why a record cannot be read.
    enum Fault: Error, Equatable {
        case notUTF8
        /// A quote stands inside a field that does not begin with one, or something follows the quote that ends it.
        case strayQuote
        /// A quote is opened and not closed.
        case openQuote
        case tooLong
    }

    /// No line of people is longer.
    static let longestLine = 16_384
    /// A field with line ends in it has no more of them.
    static let mostLines = 20

    private struct Line {
        let number: Int
        /// Without its end; nil where it is too long to be kept.
        let bytes: [UInt8]?
    }

    private let more: () throws -> [UInt8]
    private var buffer: ArraySlice<UInt8> = []
    private var isAtEnd = false
    private var number = 0
    /// Lines that were read ahead for a quote that is never closed, and are read again.
    private var again: ArraySlice<Line> = []

    /// - Parameter more: the next bytes of the file, as many as it likes; none at its end.
    init(_ more: @escaping () throws -> [UInt8]) { self.more = more }

    /// The next record, or why it is none; nil at the end of the file. Empty lines are passed over.
    /// - Throws: what reading the file throws.
    mutating func next() throws -> (line: Int, Result<Record, Fault>)? {
        while let line = try nextLine() {
            guard let bytes = line.bytes else { return (line.number, .failure(.tooLong)) }
            if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
            return (line.number, try record(from: line, bytes))
        }
        return nil
    }

    private mutating func record(from line: Line, _ bytes: [UInt8]) throws -> Result<Record, Fault> {
        var bytes = bytes
        var ahead: [Line] = []
        while true {
            switch Self.fields(of: bytes) {
            case .success(let fields?): return .success(Record(line: line.number, fields: fields))
            case .failure(let fault):
                again = ahead[...] + again
                return .failure(fault)
            case .success(nil):
                // A quote is open: it may go on in the next line.
                guard ahead.count < Self.mostLines, let next = try nextLine() else {
                    again = ahead[...] + again
                    return .failure(.openQuote)
                }
                ahead.append(next)
                guard let more = next.bytes, bytes.count + more.count < Self.longestLine else {
                    again = ahead[...] + again
                    return .failure(.openQuote)
                }
                bytes += [0x0A] + more
            }
        }
    }

    /// - Returns: the fields, or nil where a quote is still open at the end.
    private static func fields(of bytes: [UInt8]) -> Result<[String]?, Fault> {
        let quote = UInt8(ascii: "\"")
        let comma = UInt8(ascii: ",")
        var fields: [String] = []
        var place = 0
        while true {
            var field: [UInt8] = []
            if place < bytes.count, bytes[place] == quote {
                place += 1
                while true {
                    guard place < bytes.count else { return .success(nil) }
                    if bytes[place] != quote {
                        field.append(bytes[place])
                        place += 1
                    } else if place + 1 < bytes.count, bytes[place + 1] == quote {
                        field.append(quote)
                        place += 2
                    } else {
                        place += 1
                        break
                    }
                }
                guard place == bytes.count || bytes[place] == comma else { return .failure(.strayQuote) }
            } else {
                while place < bytes.count, bytes[place] != comma {
                    if bytes[place] == quote { return .failure(.strayQuote) }
                    field.append(bytes[place])
                    place += 1
                }
            }
            guard let text = String(validating: field, as: UTF8.self) else { return .failure(.notUTF8) }
            fields.append(text)
            if place == bytes.count { return .success(fields) }
            place += 1
        }
    }

    // MARK: Lines

    private mutating func nextLine() throws -> Line? {
        if let line = again.popFirst() { return line }
        var bytes: [UInt8] = []
        var isTooLong = false
        var isThere = false
        while true {
            if buffer.isEmpty {
                if !isAtEnd { buffer = try more()[...] }
                isAtEnd = buffer.isEmpty
                if isAtEnd { break }
            }
            isThere = true
            let end = buffer.firstIndex(of: 0x0A)
            let part = buffer[..<(end ?? buffer.endIndex)]
            if bytes.count + part.count > Self.longestLine { isTooLong = true } else { bytes += part }
            buffer = end.map { buffer[($0 + 1)...] } ?? []
            if end != nil { break }
        }
        guard isThere else { return nil }
        number += 1
        // More than one where a program for Windows wrote the file's line ends anew.
        while bytes.last == 0x0D { bytes.removeLast() }
        // Spreadsheets put a mark before the first letter of the file.
        if number == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        return Line(number: number, bytes: isTooLong ? nil : bytes)
    }
}
