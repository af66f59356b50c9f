import YouSaidKit

// What the bot looks for in libIdeas.so: the stamp it was built with, and the plugin itself.

@c(Ideas_kit_stamp) public func ideasKitStamp() -> UnsafePointer<CChar> { yousaid_kit_stamp() }

@c(Ideas_plugin) public func ideasPlugin() -> UnsafeMutableRawPointer { PluginEntry.handOver(Ideas()) }
