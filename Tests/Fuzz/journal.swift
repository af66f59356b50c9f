import Foundation

@testable import Engine

/// In memory where there is such a folder: the journal waits for the disk after each line.
private let path =
    (FileManager.default.fileExists(atPath: "/dev/shm") ? "/dev/shm/" : NSTemporaryDirectory())
    + "yousaid-fuzz-journal-\(getpid())"

/// A journal with damage in it: it is read as far as it can be, and a STOP that is added to it is found.
func fuzzJournal(_ bytes: [UInt8]) {
    let found = Journal.entries(in: Data(bytes))
    let again = Journal.entries(in: Data(found.map(Journal.line).joined().utf8))
    must(again == found, "what was read is written and read again")

    let stop = Journal.Entry.stop(channel: "telegram", hash: [1, 2, 0xFE], number: 7)
    do {
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        try Journal(path: path).add([stop])
        must(try Journal.read(path: path) == found + [stop], "a STOP after damage is kept")
    } catch {
        fatalError("the journal cannot be written: \(error)")
    }
}
