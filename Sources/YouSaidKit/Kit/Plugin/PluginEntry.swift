/// How a loadable module hands its plugin to the host.
///
/// The module `Polls` (the file `libPolls.so`) exports two C functions: its stamp, which the host reads before
/// it touches a Swift type, and its plugin.
///
/// ```swift
/// import Polls
/// import YouSaidKit
///
/// @c(Polls_kit_stamp) public func pollsKitStamp() -> UnsafePointer<CChar> { yousaid_kit_stamp() }
///
/// @c(Polls_plugin) public func pollsPlugin() -> UnsafeMutableRawPointer { PluginEntry.handOver(Polls()) }
/// ```
public final class PluginEntry {
    /// The plugin that was handed over.
    public let plugin: any Plugin

    private init(_ plugin: any Plugin) { self.plugin = plugin }

    /// Wraps a plugin for the host, which takes it out once.
    public static func handOver(_ plugin: any Plugin) -> UnsafeMutableRawPointer {
        // The pointer carries one reference across C; `receive` takes it over, so nothing leaks.
        Unmanaged.passRetained(PluginEntry(plugin)).toOpaque()
    }

    /// Takes out what ``handOver(_:)`` wrapped. Called by the host, once.
    @_spi(Host) public static func receive(_ pointer: UnsafeMutableRawPointer) -> any Plugin {
        // Only ever called with a pointer from `handOver`, whose reference it takes over.
        Unmanaged<PluginEntry>.fromOpaque(pointer).takeRetainedValue().plugin
    }
}

/// Kit's own stamp, with which a plugin's must agree.
public enum KitStamp {
    /// "kit 2, " and the version of the compiler.
    public static var current: String { String(cString: yousaid_kit_stamp()) }
}
