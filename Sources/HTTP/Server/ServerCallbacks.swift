import CMicroHTTPD
import Glibc

// The functions that libmicrohttpd calls on its threads. `context` is the ServerCore, which the Server
// keeps retained as long as the daemon runs.

/// A connection was accepted, or is about to be closed.
func connectionChanged(
    context: UnsafeMutableRawPointer?, connection: OpaquePointer?,
    kept: UnsafeMutablePointer<UnsafeMutableRawPointer?>?, change: MHD_ConnectionNotificationCode
) {
    guard let context, let connection, let kept else { return }
    let core = Unmanaged<ServerCore>.fromOpaque(context).takeUnretainedValue()
    if change == .CONNECTION_NOTIFY_STARTED {
        let awaited = AwaitedRequests.Connection(descriptor: CMicroHTTPD_descriptor(connection))
        core.awaited.add(awaited)
        kept.pointee = Unmanaged.passRetained(awaited).toOpaque()
    } else if let pointer = kept.pointee {
        kept.pointee = nil
        // Retained when it was accepted.
        core.awaited.remove(Unmanaged<AwaitedRequests.Connection>.fromOpaque(pointer).takeRetainedValue())
    }
}

/// The request line is there: makes the exchange, which libmicrohttpd keeps for us until it is completed.
func requestBegun(
    context: UnsafeMutableRawPointer?, target: UnsafePointer<CChar>?, connection: OpaquePointer?
) -> UnsafeMutableRawPointer? {
    guard let context, let target, let connection else { return nil }
    let core = Unmanaged<ServerCore>.fromOpaque(context).takeUnretainedValue()
    let bytes = Array(UnsafeRawBufferPointer(start: target, count: strlen(target)))
    let path = bytes.prefix { $0 != UInt8(ascii: "?") }
    let query = bytes[path.endIndex...].dropFirst()
    let exchange = Exchange(
        wakers: core.wakers, connection: connection,
        awaited: CMicroHTTPD_kept(connection).map {
            // libmicrohttpd keeps it until the connection is closed.
            Unmanaged<AwaitedRequests.Connection>.fromOpaque($0).takeUnretainedValue()
        },
        path: PercentEncoding.decode(path, plusAsSpace: false),
        rawQuery: query.isEmpty ? "" : String(decoding: query, as: UTF8.self))
    core.open.add(exchange)
    return Unmanaged.passRetained(exchange).toOpaque()
}

/// Something came in for a request, or its connection was woken.
func requestProceeds(
    context: UnsafeMutableRawPointer?, connection: OpaquePointer?, target: UnsafePointer<CChar>?,
    method: UnsafePointer<CChar>?, version: UnsafePointer<CChar>?, part: UnsafePointer<CChar>?,
    partSize: UnsafeMutablePointer<Int>?, state: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
) -> MHD_Result {
    guard let context, let method, let partSize, let pointer = state?.pointee else { return .NO }
    let core = Unmanaged<ServerCore>.fromOpaque(context).takeUnretainedValue()
    let exchange = Unmanaged<Exchange>.fromOpaque(pointer).takeUnretainedValue()
    let bytes = UnsafeRawBufferPointer(start: part, count: part == nil ? 0 : partSize.pointee)
    // Zero tells libmicrohttpd that we took all of it.
    partSize.pointee = 0
    return core.proceed(with: exchange, method: method, part: bytes)
}

/// The answer is out, or the connection is gone: lets the exchange go.
func requestCompleted(
    context: UnsafeMutableRawPointer?, connection: OpaquePointer?,
    state: UnsafeMutablePointer<UnsafeMutableRawPointer?>?, reason: MHD_RequestTerminationCode
) {
    guard let context, let pointer = state?.pointee else { return }
    state?.pointee = nil
    // Retained in `requestBegun`, and released here: libmicrohttpd calls both once for each request.
    let exchange = Unmanaged<Exchange>.fromOpaque(pointer).takeRetainedValue()
    exchange.close()
    let core = Unmanaged<ServerCore>.fromOpaque(context).takeUnretainedValue()
    core.open.remove(exchange)
    guard reason == .REQUEST_TERMINATED_COMPLETED_OK, let awaited = exchange.awaited else { return }
    core.awaited.add(awaited)
}
