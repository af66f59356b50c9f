@testable import Service

/// A list of people in CSV, in pieces of any size: every line is a record or a fault, in order, and what was read and
/// written again is read the same.
func fuzzCSV(_ bytes: [UInt8]) {
    let whole = read(bytes, piece: max(1, bytes.count))
    let step = 1 + Int(bytes.first ?? 0) % 7
    must(whole == read(bytes, piece: step), "it does not matter how the file comes")
    var last = 0
    for (line, _) in whole {
        must(line > last, "lines go on")
        last = line
    }
    for case (_, .success(let record)) in whole where record.fields != [""] {
        // A field that is all white space alone on its line would be passed over as an empty line.
        let text = record.fields.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",")
        let again = read(Array(text.utf8), piece: 64)
        must(again.count == 1, "one record is one record")
        if case .success(let same)? = again.first?.1 {
            must(same.fields == record.fields, "what was read is written and read again")
        } else {
            must(text.utf8.count > CSVReader.longestLine, "only what is too long is refused")
        }
    }
}

private func read(_ bytes: [UInt8], piece: Int) -> [(Int, Result<CSVReader.Record, CSVReader.Fault>)] {
    var rest = bytes[...]
    var reader = CSVReader {
        defer { rest = rest.dropFirst(piece) }
        return Array(rest.prefix(piece))
    }
    var found: [(Int, Result<CSVReader.Record, CSVReader.Fault>)] = []
    while let next = try? reader.next() { found.append((next.line, next.1)) }
    return found
}

private func == (
    left: [(Int, Result<CSVReader.Record, CSVReader.Fault>)],
    right: [(Int, Result<CSVReader.Record, CSVReader.Fault>)]
) -> Bool { left.count == right.count && zip(left, right).allSatisfy { $0.0 == $1.0 && $0.1 == $1.1 } }
