import Foundation
import TestLimits
import Testing

@testable import Service

@Suite(.limited) struct `Lists in CSV` {
    private func read(_ text: String, piece: Int = 7) throws -> [(
        Int, Result<CSVReader.Record, CSVReader.Fault>
    )] {
        try read(Array(text.utf8), piece: piece)
    }

    private func read(
        _ bytes: [UInt8], piece: Int = 7
    ) throws -> [(Int, Result<CSVReader.Record, CSVReader.Fault>)] {
        var rest = bytes[...]
        var reader = CSVReader {
            defer { rest = rest.dropFirst(piece) }
            return Array(rest.prefix(piece))
        }
        var found: [(Int, Result<CSVReader.Record, CSVReader.Fault>)] = []
        while let next = try reader.next() { found.append((next.line, next.1)) }
        return found
    }

    private func record(_ line: Int, _ fields: String...) -> Result<CSVReader.Record, CSVReader.Fault> {
        .success(CSVReader.Record(line: line, fields: fields))
    }

    @Test(arguments: [1, 2, 7, 1_000])
    func `quotes, commas, line ends and the mark at the start are read as they are meant`(piece: Int) throws {
        let text = "\u{FEFF}a,b,c\r\n\"O\"\"Neil, A\",\"two\r\nlines\",\n\n  \nx,\"\",y z\r\n\"é\",ü,\"\""
        let found = try read(text, piece: piece).map(\.1)
        #expect(
            found == [
                record(1, "a", "b", "c"), record(2, "O\"Neil, A", "two\nlines", ""),
                record(6, "x", "", "y z"), record(7, "é", "ü", ""),
            ])
    }

    @Test func `line ends that were written twice over are line ends`() throws {
        let found = try read("a,b\r\r\n\"two\r\r\nlines\",c\r\r\n").map(\.1)
        #expect(found == [record(1, "a", "b"), record(2, "two\nlines", "c")])
    }

    @Test func `a faulty line is one fault, and the next line is read`() throws {
        var bytes = Array("a,b\nx\"y,1\n\"open,2\nc,d\n\"e\"f,3\n".utf8)
        bytes += [0x67, 0x2C, 0xFF, 0xFE, 0x0A] + Array("h,i\n".utf8)
        bytes +=
            Array(repeating: UInt8(ascii: "z"), count: 20_000) + Array("\nj,k\n\"never closed,l\nm,n\n".utf8)
        let found = try read(bytes)
        #expect(found.map(\.0) == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
        #expect(
            found.map(\.1) == [
                record(1, "a", "b"), .failure(.strayQuote), .failure(.strayQuote), record(4, "c", "d"),
                .failure(.strayQuote), .failure(.notUTF8), record(7, "h", "i"), .failure(.tooLong),
                record(9, "j", "k"), .failure(.openQuote), record(11, "m", "n"),
            ])
    }
}
