import Foundation
import Service

CoreDumps.forbid()
KeyVariables.takeOut()
let tool = Tool(
    service: Service(log: Terminal.standard.complain), terminal: .standard,
    environment: ProcessInfo.processInfo.environment)
let code = await tool.run(Array(CommandLine.arguments.dropFirst()))
// Whatever had to be written is written, without a buffer. `exit` would have the C and C++ libraries take themselves
// apart while a thread may still be at work, such as one that waits for a platform; that can end in a crash.
_exit(code.rawValue)
