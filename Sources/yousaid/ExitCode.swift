/// How a command ended, for whoever started it.
enum ExitCode: Int32 {
    case fine = 0
    /// It went wrong; what and why has been said.
    case failure = 1
    /// It was called wrongly.
    case usage = 2
}
