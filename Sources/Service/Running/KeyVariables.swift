import CSystem
import Glibc
import Sealing
import Threads

/// Keys that the process was given in variables of its environment. They are taken out of it in its first lines, before
/// anything makes a copy of them: what is in the environment lies in memory that may be written to the disk, and that
/// nothing ever wipes.
public enum KeyVariables {
    private static let taken = Guarded<[String: KeyText]>([:])

    /// Takes out every variable that reads as a sealing key, whatever its name: which ones are keys stands in the
    /// configuration, which is not read yet. Another secret that reads as one is found here as well.
    public static func takeOut() {
        guard let variables = csystem_variables() else { return }
        var found: [String: KeyText] = [:]
        var index = 0
        while let variable = variables[index] {
            index += 1
            guard let equals = strchr(variable, Int32(UInt8(ascii: "="))) else { continue }
            let name = UnsafeRawBufferPointer(start: variable, count: equals - variable)
            let value = UnsafeMutableRawBufferPointer(start: equals + 1, count: strlen(equals + 1))
            // A path can read as a key. One that begins like a path, which one in 64 does, is left where it is.
            guard value.first != UInt8(ascii: "/"), let text = KeyText(wiping: value) else { continue }
            found[String(decoding: name, as: UTF8.self)] = text
        }
        // The others move up only now that nobody goes through them any more.
        for name in found.keys { unsetenv(name) }
        taken.with { $0.merge(found) { $1 } }
    }

    /// What a variable said that was taken out.
    static func text(_ name: String) -> KeyText? { taken.with { $0[name] } }
}
