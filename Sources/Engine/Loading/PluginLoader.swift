import Foundation
@_spi(Host) import YouSaidKit

/// Opens a plugin's library. Used by ``PluginSet`` at start, for the plugins that the configuration names.
///
/// A library is never closed: the Swift runtime keeps pointers into it for as long as the process lives.
public enum PluginLoader {
    /// Loads `lib<Name>.so`.
    /// - Parameters:
    ///   - name: the plugin's name in the configuration, "Polls".
    ///   - folder: where the libraries are.
    /// - Throws: ``PluginRefusal``. Nothing of Swift in the library is touched before its stamp agrees.
    public static func load(name: String, folder: String) throws(PluginRefusal) -> any Plugin {
        guard isPlain(name) else { throw PluginRefusal(plugin: name, reason: .badName) }
        let path = "\(folder)/lib\(name).so"
        guard FileManager.default.fileExists(atPath: path) else {
            throw PluginRefusal(plugin: name, reason: .missingFile(path))
        }
        // Without the folder in front the system would look through its own library folders.
        guard let library = dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE) else {
            throw PluginRefusal(plugin: name, reason: .cannotOpen(lastError()))
        }
        let theirs = try stamp(in: library, name)
        guard theirs == KitStamp.current else {
            throw PluginRefusal(plugin: name, reason: .otherKit(plugin: theirs, ours: KitStamp.current))
        }
        let symbol = try function("\(name)_plugin", in: library, name)
        typealias Factory = @convention(c) () -> UnsafeMutableRawPointer
        // The stamp agrees, so that the function was built from Kit's own description of it: no arguments,
        // and a pointer made by `PluginEntry.handOver`.
        let factory = unsafeBitCast(symbol, to: Factory.self)
        return PluginEntry.receive(factory())
    }

    /// The names of the libraries that lie in a folder, for whoever misspelt one.
    public static func names(in folder: String) -> [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return files.filter { $0.hasPrefix("lib") && $0.hasSuffix(".so") }
            .map { String($0.dropFirst(3).dropLast(3)) }.sorted()
    }

    private static func stamp(
        in library: UnsafeMutableRawPointer, _ name: String
    ) throws(PluginRefusal) -> String {
        let symbol = try function("\(name)_kit_stamp", in: library, name)
        typealias Stamp = @convention(c) () -> UnsafePointer<CChar>?
        // C knows no types here: this one function's shape has to stay the same in every version.
        guard let text = unsafeBitCast(symbol, to: Stamp.self)() else { return "" }
        return String(cString: text)
    }

    private static func function(
        _ symbol: String, in library: UnsafeMutableRawPointer, _ name: String
    ) throws(PluginRefusal) -> UnsafeMutableRawPointer {
        guard let found = dlsym(library, symbol) else {
            throw PluginRefusal(plugin: name, reason: .missingFunction(symbol))
        }
        return found
    }

    private static func lastError() -> String {
        // `dlerror` gives this thread's last error, valid until the next call.
        dlerror().map { String(cString: $0) } ?? "no reason given"
    }

    private static func isPlain(_ name: String) -> Bool {
        guard let first = name.utf8.first, isLetter(first) else { return false }
        return name.utf8.allSatisfy { isLetter($0) || (48...57).contains($0) }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (65...90).contains(byte) || (97...122).contains(byte)
    }
}
