import TestLimits
import Testing

/// The program itself, as a child process: webhooks come in over HTTP, a pretend Bot API stands on the other side,
/// and the operator speaks over the socket. One test at a time, because each keeps the machine busy.
@Suite(.serialized, .limited) enum EndToEnd {}
