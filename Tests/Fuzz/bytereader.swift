@testable import Engine

/// The row of an outgoing message, and what stands behind a button: damaged ones throw, whole ones come back the
/// same.
func fuzzByteReader(_ bytes: [UInt8]) {
    if let body = try? OutgoingBody(bytes) {
        must((try? OutgoingBody(body.encoded())) == body, "what was read is written and read again")
    }
    if let button = ButtonData(String(decoding: bytes, as: UTF8.self)) {
        must(ButtonData(button.text) == button, "a button comes back")
    }
}
