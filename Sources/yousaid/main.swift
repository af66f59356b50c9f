import Foundation
import Service

CoreDumps.forbid()
let tool = Tool(
    service: Service(log: Terminal.standard.complain), terminal: .standard,
    environment: ProcessInfo.processInfo.environment)
exit(await tool.run(Array(CommandLine.arguments.dropFirst())).rawValue)
