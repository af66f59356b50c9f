/// The one chance to answer a request: a `Server` gives it to the handler with each `Request`.
///
/// It may be kept and answered later from any thread. When the last reference goes without an answer,
/// 500 is sent, so that a forgotten request never leaves a client hanging.
public final class Responder: Sendable {
    private let exchange: Exchange

    init(_ exchange: Exchange) {
        self.exchange = exchange
    }

    deinit {
        exchange.answer(.internalError)
    }

    /// Answers the request. Only the first answer counts; one to a client that has left is dropped.
    ///
    /// - Parameter response: The answer.
    public func respond(_ response: Response) {
        exchange.answer(response)
    }
}
