import CCairo

/// The two cuts of one font, found by its files: no configuration of the machine decides how a chart looks, and nothing
/// is searched or written.
///
/// Opened once and never closed, because cairo goes on using a face after it was drawn with. `Sendable` unchecked:
/// a face is not made for several threads, so ``ChartPen`` draws one chart at a time.
final class ChartFont: @unchecked Sendable {
    let regular: OpaquePointer
    let bold: OpaquePointer
    private let faces: [FT_Face]

    /// Debian's fonts-dejavu-core: letters that are easily told apart, of the Latin, Greek and Cyrillic alphabets.
    static let folder = "/usr/share/fonts/truetype/dejavu"

    /// Nil where the font's files are not there.
    init?(folder: String) {
        var library: FT_Library?
        guard FT_Init_FreeType(&library) == 0, let library,
            let regular = ccairo_open_face(library, folder + "/DejaVuSans.ttf"),
            let bold = ccairo_open_face(library, folder + "/DejaVuSans-Bold.ttf"),
            let regularFace = cairo_ft_font_face_create_for_ft_face(regular, 0),
            let boldFace = cairo_ft_font_face_create_for_ft_face(bold, 0)
        else { return nil }
        faces = [regular, bold]
        self.regular = regularFace
        self.bold = boldFace
    }

    /// Whether the font has a sign for every character.
    func has(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            scalar == " " || faces.allSatisfy { ccairo_has_character($0, scalar.value) != 0 }
        }
    }
}
