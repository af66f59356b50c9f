import Service

/// A configuration file: it is read, or its faults say what is wrong.
func fuzzConfiguration(_ bytes: [UInt8]) {
    switch Configuration.load(bytes: bytes, file: "/nowhere/forum.json5") {
    case .success: break
    case .failure(let faults):
        must(!faults.faults.isEmpty, "a refused file has a fault")
        for fault in faults.faults {
            must(!fault.problem.isEmpty && !fault.advice.isEmpty, "a fault says what to do")
            must(fault.line ?? 1 >= 1 && fault.column ?? 1 >= 1, "lines and columns begin at 1")
        }
        _ = faults.description
    }
}
