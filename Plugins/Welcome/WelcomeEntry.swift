import YouSaidKit

// What the host looks for in the loadable module: the stamp it was built with, and the plugin itself.

@c(Welcome_kit_stamp) public func welcomeKitStamp() -> UnsafePointer<CChar> { yousaid_kit_stamp() }

@c(Welcome_plugin) public func welcomePlugin() -> UnsafeMutableRawPointer { PluginEntry.handOver(Welcome()) }
