import Engine
import Foundation
import Polls
import TestLimits
import Testing
import Welcome
import YouSaidKit
import YouSaidTesting

/// `docs/permissions.md` is the one place where it is written who may say what. A word without a line there fails, and
/// so does a line that the bot does not keep to.
@Suite(.limited) struct `Who may say what` {
    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Every plugin that ships.
    private static let plugins: [any Plugin] = [Welcome(), Polls()]

    /// One line of the table.
    struct Line: Sendable, CustomTestStringConvertible {
        let word: String
        let strangers: Bool
        let roles: Set<Role>

        var testDescription: String { word }

        func allows(_ role: Role?) -> Bool { role.map { roles.contains($0) } ?? strangers }
    }

    private static func table() throws -> [Line] {
        let page = try String(contentsOf: root.appending(path: "docs/permissions.md"), encoding: .utf8)
        let rows = page.split(separator: "\n").filter { $0.hasPrefix("|") }.map { line in
            line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        }
        let head = try #require(rows.first)
        let roles = head.dropFirst(2).map { Role(rawValue: $0) }
        return try rows.dropFirst(2).map { row in
            try #require(row.count == head.count, "the line of \(row.first ?? "") is not whole")
            let given = zip(roles, row.dropFirst(2)).filter { $0.1 == "yes" }.compactMap(\.0)
            return Line(word: row[0], strangers: row[1] == "yes", roles: Set(given))
        }
    }

    private static var declared: [Command] { Engine.ownCommandTable + plugins.flatMap(\.commands) }

    private static let everybody: [Role?] = [nil] + Role.allCases

    @Test func `every plugin that ships is in the table, and every role`() throws {
        let folders = try FileManager.default.contentsOfDirectory(
            at: Self.root.appending(path: "Plugins"), includingPropertiesForKeys: [.isDirectoryKey]
        ).filter { $0.hasDirectoryPath && $0.lastPathComponent != "Examples" }.map(\.lastPathComponent)
        #expect(Set(folders) == Set(Self.plugins.map { "\(type(of: $0))" }))
        let page = try String(contentsOf: Self.root.appending(path: "docs/permissions.md"), encoding: .utf8)
        for role in Role.allCases { #expect(page.contains("| \(role.rawValue) |"), "\(role)") }
    }

    @Test func `every word has its line, and every line its word`() throws {
        let words = Set(Self.declared.map(\.word)).union(Engine.reservedWords)
        let lines = try Self.table().map(\.word)
        #expect(Set(lines).subtracting(words) == [])
        #expect(words.subtracting(lines) == [])
        #expect(lines.count == Set(lines).count)
    }

    @Test func `what is declared is what is written`() throws {
        let lines = try Self.table()
        for command in Self.declared {
            let line = try #require(lines.first { $0.word == command.word })
            for role in Self.everybody {
                let may =
                    switch command.audience {
                    case .anyone: true
                    case .members: role == .member
                    case .roles(let roles): role.map { roles.contains($0) } ?? false
                    }
                #expect(may == line.allows(role), "\(command.word): \(role?.rawValue ?? "a stranger")")
            }
        }
    }

    @Test(.serves("G6"), arguments: everybody)
    func `nobody gets through who may not, and everybody who may`(role: Role?) throws {
        let forum = try PretendForum(Welcome(), Polls(), settings: PretendForum.quickJoining)
        for (number, line) in try Self.table().enumerated() {
            let person = forum.person("Person \(number)")
            if let role { try give(role, to: person, in: forum) }
            person.ignoresTheRest()
            person.says(line.word)
            let answers = person.messages.suffix(3).map(\.text)
            let isRefused = answers.contains {
                $0.contains("you cannot use that word") || $0.contains("That is for people who have joined")
            }
            #expect(!answers.isEmpty)
            #expect(isRefused != line.allows(role), "\(line.word): \(answers)")
        }
    }

    /// Somebody with this one role: by a code of the operator, as in a real forum.
    private func give(_ role: Role, to person: Person, in forum: PretendForum) throws {
        forum.officer.says("INVITE \(role.rawValue)")
        let words = forum.officer.sees("CODE ")
        let code = try #require(words.firstMatch(of: /CODE ([A-Z0-9]+)/).map { String($0.1) })
        person.says("CODE \(code)")
        #expect(try forum.known(person)?.roles == [role])
    }
}
