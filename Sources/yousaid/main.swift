import Foundation
import Service

let tool = Tool(
    service: Service(), terminal: .standard, environment: ProcessInfo.processInfo.environment)
exit(await tool.run(Array(CommandLine.arguments.dropFirst())).rawValue)
