import Engine
import Foundation

/// In memory where there is such a folder: the note waits for the disk when it is opened.
private let path =
    (FileManager.default.fileExists(atPath: "/dev/shm") ? "/dev/shm/" : NSTemporaryDirectory())
    + "yousaid-fuzz-note-\(getpid())"

/// The file that says which turn was running, with damage in it: it is read as far as it makes sense, or begun anew,
/// and blames whoever runs next.
func fuzzTurnNote(_ bytes: [UInt8]) {
    do {
        // Behind the mark that the file is a note, which the fuzzer would hardly find by itself.
        try Data("YSASNOT1".utf8 + bytes).write(to: URL(fileURLWithPath: path))
        let note = try RunningTurnNote(path: path)
        for suspect in note.suspects() {
            must(!suspect.key.isEmpty, "a suspect has a key")
            must(note.deaths(of: suspect.key) >= 0, "and a number of deaths")
        }
        note.begin([1, 2, 3], plugin: "polls")
        let next = try RunningTurnNote(path: path)
        must(next.deaths(of: [1, 2, 3]) >= 1, "the turn that was running is blamed")
        next.clear([1, 2, 3])
        must(next.deaths(of: [1, 2, 3]) == 0, "and forgotten when it goes well")
    } catch {
        fatalError("the note cannot be used: \(error)")
    }
}
