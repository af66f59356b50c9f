import Foundation
import Storage
import TestLimits
import Testing
import YouSaidKit

@testable import Engine

/// Which vaults stay open in memory.
@Suite(.limited) struct `The vaults that are open` {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "vaults-\(UUID().uuidString)")
        .path
    private let name = VaultName(plugin: "trial", name: "ballot")

    @Test func `a turn that ends late does not bring a destroyed key back`() throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = try Store(path: folder + "/forum.db")
        defer { store.close() }
        try store.migrate(owner: "core", Schema.migrations)
        let book = try VaultBook(path: folder + "/vaults")
        weak var kept: OpenVault?
        try {
            let opened = try store.writeNow { try book.open(name, in: $0) }
            #expect(opened.isNew)
            kept = opened.vault
            // Another turn destroys it, and is ended first.
            try store.writeNow { try book.destroy(name, in: $0) }
            try book.destroyKey(name)
            book.remember(name, opened.vault)
        }()
        #expect(kept == nil)
        #expect(throws: VaultError.gone) { try store.writeNow { try book.open(name, in: $0) }.vault }
    }
}
