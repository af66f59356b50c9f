import Service

/// `yousaid import`: people from a list of another place.
struct ImportCommand: ToolCommand {
    let syntax = Syntax(
        "import", "takes people from a CSV file, while the bot is stopped",
        details: """
            The first line names the columns: channel and address, and any of name, form (standard, easy-read), age
            (under-13, 13-to-15, 16-to-17, 18-to-25, over-25), roles (member, supporter, parent) and interests. Several
            roles or interests stand in one field, with semicolons between them.

            Nobody is sent anything, and nobody has said yes by standing on a list: whoever was imported is asked, like
            everybody, when they first write to the bot, and takes part from then on. Each good line is taken whole;
            each bad one is reported with its line. Run again it changes nothing. Whoever asked to be deleted is not
            taken.
            """,
        options: [.config, .init("dry-run", "only looks, and changes nothing")],
        operands: [.init("FILE", "the list, in CSV, with commas and in UTF-8")],
        fine: "every line was good", failure: "some lines were not taken, or none",
        example: "yousaid import --config forum.json5 --dry-run members.csv")

    func run(_ arguments: Arguments, in tool: Tool) async throws -> ExitCode {
        let terminal = tool.terminal
        let isTrial = arguments.option("dry-run") != nil
        let report = try await tool.service.importPeople(
            try tool.configuration(arguments), from: arguments.operands[0], isTrial: isTrial
        ) { terminal.say("\($0) lines …") }
        for fault in report.faults {
            let column = fault.column.map { ", \($0)" } ?? ""
            terminal.complain("line \(fault.line)\(column): \(fault.problem). \(fault.advice)")
        }
        if report.faulty > report.faults.count {
            terminal.complain("… and \(report.faulty - report.faults.count) more lines.")
        }
        terminal.say(
            "\(isTrial ? "Would be new" : "New"): \(report.added). Known already: \(report.known). Not taken: "
                + "\(report.faulty).\(isTrial ? " Nothing was changed." : "")")
        return report.faulty == 0 ? .fine : .failure
    }
}
