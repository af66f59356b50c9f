import Testing

extension EndToEnd {
    /// A plugin that somebody wrote elsewhere, with a package of its own, in the running program.
    struct StrangersPluginTests {
        @Test func aPluginBuiltElsewhereIsLoadedAndTalksToEverybody() async throws {
            try await LiveForum.useWithStrangersPlugin { forum in
                let ada = forum.person("Ada")
                try await ada.says("JOIN", hears: "You have joined")
                try await ada.says("IDEA we need a quiet room", hears: "Thank you for your idea.")
                #expect(try await forum.operatorSays("IDEAS").contains("Idea: we need a quiet room"))
                try await ada.says("IDEA", hears: "What is your idea?")

                // The question is still open after a new start, and the tables are still there.
                try await forum.stop()
                try await forum.start()
                try await ada.says("A bigger table", hears: "Thank you for your idea.")
                let list = try await forum.operatorSays("IDEAS")
                #expect(list.contains("Idea: A bigger table"))
                #expect(!list.contains("quiet room"))
                #expect(try await forum.count("SELECT COUNT(*) FROM ideas_idea") == 2)
                #expect(try await forum.count("SELECT COUNT(*) FROM core_timer WHERE key = 'monday'") == 1)

                try await ada.says("DELETE ME", hears: "Are you sure?")
                try await ada.says("yes", hears: "Send KEEP ME")
                try await ada.hears("I have deleted what I kept about you.")
                #expect(try await forum.count("SELECT COUNT(*) FROM ideas_idea") == 0)

                let (status, output) = try await forum.run("plugins")
                #expect(status == 0)
                #expect(output.contains("Ideas"))
            }
        }
    }
}
