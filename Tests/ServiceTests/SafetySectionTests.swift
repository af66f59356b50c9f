import TestLimits
import Testing

@testable import Service

@Suite("How what may tell of harm is found, as the configuration says it", .limited)
struct SafetySectionTests {
    private func read(_ safety: String) throws -> Configuration.Safety {
        try load("{forum: {name: 'F'}, plugins: ['P'], \(safety)}").get().safety
    }

    @Test("The model reads messages unless the forum says otherwise")
    func model() throws {
        #expect(try read("").usesModel)
        #expect(try read("safety: {}").usesModel)
        #expect(try read("safety: {model: true}").usesModel)
        #expect(try !read("safety: {model: false}").usesModel)
    }

    @Test("What is wrong is said with its key")
    func wrong() {
        for (text, path) in [
            ("safety: {modell: false}", "safety.modell"), ("safety: {model: 'no'}", "safety.model"),
        ] {
            guard case .failure(let faults) = load("{forum: {name: 'F'}, plugins: ['P'], \(text)}") else {
                Issue.record("\(text) is taken")
                continue
            }
            #expect(faults.faults.map(\.path) == [path])
        }
    }
}
