import YouSaidKit

// A library with the right stamp and no plugin.
@_cdecl("HalfBuilt_kit_stamp") public func stamp() -> UnsafePointer<CChar> { yousaid_kit_stamp() }
