/// In which line each key stands, found by going over the pieces of a file that the decoder has accepted. Used to
/// name lines in faults, and to find keys that stand there twice, of which the decoder keeps one silently.
struct ConfigurationOutline {
    /// The line of each path: "channels.telegram.token", "plugins[1]".
    private(set) var lines: [String: Int] = [:]
    /// The paths that stand there more than once, with the earlier line and the later one.
    private(set) var doubled: [(path: String, first: Int, second: Int)] = []

    init(_ text: ConfigurationText) {
        var open: [Level] = []
        for (index, piece) in text.pieces.enumerated() {
            switch piece.kind {
            case .open(let bracket):
                let path = beginValue(piece, &open)
                open.append(Level(path: path, isList: bracket == UInt8(ascii: "[")))
            case .close: _ = open.popLast()
            case .comma:
                if let last = open.indices.last {
                    open[last].count += 1
                    open[last].key = nil
                }
            case .text, .word:
                let isKey = index + 1 < text.pieces.count && text.pieces[index + 1].kind == .colon
                if isKey, let last = open.indices.last {
                    let path = Self.path(open[last].path, text.name(of: piece))
                    if let first = lines[path] { doubled.append((path, first, piece.line)) }
                    lines[path] = piece.line
                    open[last].key = path
                } else {
                    _ = beginValue(piece, &open)
                }
            case .colon, .unfinished: break
            }
        }
    }

    static func path(_ section: String, _ key: String) -> String {
        section.isEmpty ? key : "\(section).\(key)"
    }

    private struct Level {
        let path: String
        let isList: Bool
        var count = 0
        var key: String?
    }

    private mutating func beginValue(
        _ piece: ConfigurationText.Piece, _ open: inout [Level]
    ) -> String {
        guard let level = open.last else { return "" }
        guard level.isList else { return level.key ?? level.path }
        let path = "\(level.path)[\(level.count)]"
        lines[path] = piece.line
        return path
    }
}
