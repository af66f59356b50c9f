import Testing

/// Lets tests that wait for something over a connection go ahead of those that only compute. Hundreds of others are queued
/// for the same few threads, and each time a test waits it would stand behind all of them again, until what it waits for
/// has timed out.
struct Ahead: SuiteTrait, TestTrait, TestScoping {
    var isRecursive: Bool { true }

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        try await withoutActuallyEscaping(function) { function in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask(priority: .high) { try await function() }
                try await group.waitForAll()
            }
        }
    }
}

extension Trait where Self == Ahead {
    static var ahead: Ahead { Ahead() }
}
