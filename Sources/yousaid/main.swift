import Foundation
import Service

// The commands until the command line with its help is in place.
let words = Array(CommandLine.arguments.dropFirst())
let commands = ServiceCommands()
let ok: Bool
switch words.first {
case "demo": ok = await commands.demo()
case "serve" where words.count == 3: ok = await commands.serve(configuration: words[2])
case "check" where words.count == 3: ok = commands.check(configuration: words[2])
case "say" where words.count == 4: ok = await commands.say(configuration: words[2], words[3])
default: ok = false
}
exit(ok ? 0 : 1)
