import CCairo

/// The paper that one chart is drawn on, from top to bottom.
final class Sheet {
    private let surface: OpaquePointer
    private let pen: OpaquePointer
    private let font: ChartFont
    /// How far down it is drawn.
    private var y = Sheet.margin

    private static let margin = 32.0
    private static let titleSize = 38.0
    private static let wordSize = 34.0
    private static let barHeight = 44.0
    /// The gap between a bar and its number.
    private static let gap = 16.0
    private static let lineHeight = 1.25
    private static let mostTitleLines = 5

    /// Nil where memory has run out.
    init?(font: ChartFont, height: Int32) {
        guard let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(ChartPen.width), height),
            cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS, let pen = cairo_create(surface)
        else { return nil }
        self.surface = surface
        self.pen = pen
        self.font = font
        cairo_set_source_rgb(pen, 1, 1, 1)
        cairo_paint(pen)
    }

    deinit {
        cairo_destroy(pen)
        cairo_surface_destroy(surface)
    }

    /// Draws a chart.
    /// - Returns: how high it has become; nil where something failed.
    func draw(_ chart: BarChart) -> Double? {
        y = Self.margin
        for (index, part) in chart.parts.enumerated() {
            if index > 0 { y += Self.margin }
            draw(part)
        }
        return cairo_status(pen) == CAIRO_STATUS_SUCCESS ? y + Self.margin : nil
    }

    private func draw(_ part: BarChart.Part) {
        write(part.title, font.bold, Self.titleSize, mostLines: Self.mostTitleLines)
        y += 12
        choose(font.bold, Self.titleSize)
        let numbers = part.bars.map { width(of: "\($0.count)") }.max() ?? 0
        let room = ChartPen.width - 2 * Self.margin - Self.gap - max(numbers, 80)
        for bar in part.bars {
            write(bar.label, font.regular, Self.wordSize, mostLines: 2)
            draw(bar, of: part.whole, in: room)
        }
        if !part.note.isEmpty { write(part.note, font.regular, Self.wordSize, mostLines: 3) }
    }

    /// A bar in the outline of the whole, which is as wide as the room, and its number behind it.
    private func draw(_ bar: BarChart.Bar, of whole: Int, in room: Double) {
        let share = whole > 0 ? min(1, max(0, Double(bar.count) / Double(whole))) : 0
        y += 6
        ink(0.07, 0.24, 0.49)
        cairo_rectangle(pen, Self.margin, y, room * share, Self.barHeight)
        cairo_fill(pen)
        ink(0.25, 0.25, 0.25)
        cairo_set_line_width(pen, 2)
        cairo_rectangle(pen, Self.margin, y, room, Self.barHeight)
        cairo_stroke(pen)
        choose(font.bold, Self.titleSize)
        ink(0, 0, 0)
        cairo_move_to(pen, Self.margin + room + Self.gap, y + Self.barHeight * 0.5 + Self.titleSize * 0.36)
        cairo_show_text(pen, "\(bar.count)")
        y += Self.barHeight + 20
    }

    // MARK: Words

    private func ink(_ red: Double, _ green: Double, _ blue: Double) {
        cairo_set_source_rgb(pen, red, green, blue)
    }

    private func choose(_ face: OpaquePointer, _ size: Double) {
        cairo_set_font_face(pen, face)
        cairo_set_font_size(pen, size)
    }

    /// Writes words in as many lines as they need; what is longer than all lines ends in "…".
    private func write(_ text: String, _ face: OpaquePointer, _ size: Double, mostLines: Int) {
        choose(face, size)
        ink(0, 0, 0)
        for line in lines(of: text, mostLines: mostLines) {
            y += size
            cairo_move_to(pen, Self.margin, y)
            cairo_show_text(pen, line)
            y += size * (Self.lineHeight - 1)
        }
    }

    private func lines(of text: String, mostLines: Int) -> [String] {
        var lines: [String] = []
        for word in text.split(separator: " ").flatMap({ pieces(of: String($0)) }) {
            if let last = lines.last, fits(last + " " + word) {
                lines[lines.count - 1] = last + " " + word
            } else if lines.count == mostLines {
                var last = lines[mostLines - 1]
                while !last.isEmpty, !fits(last + "…") { last.removeLast() }
                lines[mostLines - 1] = last + "…"
                return lines
            } else {
                lines.append(word)
            }
        }
        return lines
    }

    /// A word that is wider than the sheet, in pieces.
    private func pieces(of word: String) -> [String] {
        var pieces = [""]
        for character in word {
            let longer = pieces[pieces.count - 1] + String(character)
            if fits(longer) { pieces[pieces.count - 1] = longer } else { pieces.append(String(character)) }
        }
        return pieces
    }

    private func fits(_ text: String) -> Bool { width(of: text) <= ChartPen.width - 2 * Self.margin }

    private func width(of text: String) -> Double {
        var size = cairo_text_extents_t()
        cairo_text_extents(pen, text, &size)
        return size.x_advance
    }

    // MARK: The file

    /// The drawing as a PNG; nil where something failed.
    func png() -> [UInt8]? {
        cairo_surface_flush(surface)
        var file: [UInt8] = []
        // The closure gets the array by its address, which is good for as long as the call.
        let status = withUnsafeMutablePointer(to: &file) { file in
            cairo_surface_write_to_png_stream(
                surface,
                { file, bytes, count in
                    guard let file, let bytes else { return CAIRO_STATUS_WRITE_ERROR }
                    file.assumingMemoryBound(to: [UInt8].self).pointee.append(
                        contentsOf: UnsafeBufferPointer(start: bytes, count: Int(count)))
                    return CAIRO_STATUS_SUCCESS
                }, file)
        }
        return status == CAIRO_STATUS_SUCCESS ? file : nil
    }
}
