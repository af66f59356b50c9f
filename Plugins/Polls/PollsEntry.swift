import YouSaidKit

// What the host looks for in the loadable module: the stamp it was built with, and the plugin itself.

@c(Polls_kit_stamp) public func pollsKitStamp() -> UnsafePointer<CChar> { yousaid_kit_stamp() }

@c(Polls_plugin) public func pollsPlugin() -> UnsafeMutableRawPointer { PluginEntry.handOver(Polls()) }
