extension Collection<UInt8> {
    /// The bytes of a text without the mark that some programs put before UTF-8. For whoever reads a file that a person
    /// may have saved.
    package var withoutByteOrderMark: SubSequence {
        starts(with: [0xEF, 0xBB, 0xBF]) ? dropFirst(3) : self[...]
    }
}
