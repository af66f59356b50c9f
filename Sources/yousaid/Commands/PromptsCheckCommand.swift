import Service

/// `yousaid prompts check`: checks the files with the bot's words, and the words.
struct PromptsCheckCommand: ToolCommand {
    let syntax = Syntax(
        "prompts check", "checks the bot's words: the files, and how easy they are to read",
        details: """
            Without a folder or a configuration, the prompts that came with the program are checked.

            Blocks: a sentence of more than 15 words or with two ideas, a short form that is not written out, dates and
            times in other forms than "Thursday 6 August 2026" and "5:30pm", numbers in letters, percentages, faces
            made of marks, an emoji in place of a word, a picture without a description, a code with 0 and O.
            Warns: passive voice, pictures made of words, words to avoid, unkind words, two names for one thing,
            more than one thing to do, more than 5 options or 2 emoji, words in capitals, more than one text message.
            The lists of words are in the folder of prompts, under words. docs/wording.md tells more.
            """,
        options: [
            .init("prompts", value: "FOLDER", "the folder of prompts"),
            .init(
                "config", value: "FILE",
                "the configuration whose own words are checked, over those that came with the program"),
            .init("json", "writes the report as JSON"),
        ], fine: "nothing blocks; there may be warnings",
        failure: "a file is missing, or something in one is wrong, or blocks",
        example: "yousaid prompts check --prompts prompts")

    func run(_ arguments: Arguments, in tool: Tool) async throws -> ExitCode {
        let (folder, own) = try folders(arguments, tool)
        let report = try await tool.service.checkPrompts(folder: folder, own: own)
        if arguments.option("json") != nil {
            tool.terminal.say(try report.json())
        } else {
            show(report, tool.terminal)
        }
        return report.isGood ? .fine : .failure
    }

    private func show(_ report: PromptReport, _ terminal: Terminal) {
        for fault in report.faults { terminal.say(fault) }
        for found in report.findings {
            let kind = found.blocks ? "blocks" : "warns"
            terminal.say(
                "\(found.file):\(found.line):\(found.column): \(kind), \(found.rule): \(found.text)"
            )
        }
        for figures in report.figures { terminal.say(text(figures)) }
        if report.explained > 0 { terminal.say("Words that are explained: \(report.explained).") }
        let warnings = report.findings.count { !$0.blocks }
        let blocks = report.findings.count - warnings
        var counts: [String] = []
        if !report.faults.isEmpty { counts.append(number(report.faults.count, "fault")) }
        if blocks > 0 { counts.append("\(blocks) to change") }
        if warnings > 0 { counts.append("\(warnings) to look at again") }
        guard report.isGood else { return terminal.say(counts.joined(separator: ", ") + ".") }
        terminal.say(
            "All is well: \(report.count) prompts in both forms, \(report.languages.joined(separator: ", "))."
                + (warnings > 0 ? " \(counts.joined())." : ""))
        terminal.say("Checked by rules, not yet tested by readers.")
    }

    private func text(_ figures: PromptReport.Figures) -> String {
        let average = (figures.wordsInASentence * 10).rounded() / 10
        let age = figures.readingAge.map { ", reading age about \(Int($0.rounded())) (aim: 9 to 11)" } ?? ""
        return
            "\(figures.form): \(figures.sentences) sentences of \(average) words, longest \(figures.longest)\(age)."
    }

    private func number(_ count: Int, _ word: String) -> String {
        count == 1 ? "1 \(word)" : "\(count) \(word)s"
    }

    private func folders(_ arguments: Arguments, _ tool: Tool) throws -> (String, own: String?) {
        if let folder = arguments.option("prompts") { return (folder, nil) }
        let own = arguments.option("config") == nil ? nil : try tool.configuration(arguments).promptsFolder
        guard let folder = ShippedFolders.prompts ?? own else {
            throw ServiceFault(
                "The prompts that came with the program are not found", advice: "Name them: --prompts FOLDER."
            )
        }
        return (folder, own)
    }
}
