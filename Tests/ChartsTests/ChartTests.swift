import CCairo
import Foundation
import TestLimits
import Testing

@testable import Charts

/// Pictures of results, looked at pixel by pixel.
@Suite(.limited) struct `A drawn chart` {
    private let pen: ChartPen

    init() throws {
        pen = try #require(ChartPen.shared, "the font is missing: apt-get install fonts-dejavu-core")
    }

    private let days = BarChart([
        BarChart.Part(
            title: "Which day suits you?",
            bars: [.init("Saturday", 6), .init("Sunday", 3), .init("Friday", 0)], of: 12,
            note: "12 people answered.")
    ])

    @Test func `a bar is as long as its share, and all bars have the same colour`() throws {
        let picture = try Picture(try #require(pen.png(days)))
        #expect(picture.width == 720)
        let ink = try picture.ink
        // The runs of the bars' colour in the middle of the picture's lines, each counted once.
        let runs = (0..<picture.height).map { y in
            (0..<picture.width).count { x in picture[x, y] == ink }
        }
        let lengths = runs.indices.filter { $0 == 0 || runs[$0] != runs[$0 - 1] }.map { runs[$0] }
            .filter { $0 > 20 }
        let long = try #require(lengths.max())
        let short = try #require(lengths.min())
        #expect(abs(long - 2 * short) < 8, "\(lengths)")
    }

    @Test func `nothing is told by colour alone: in grey it reads the same`() throws {
        let picture = try Picture(try #require(pen.png(days)))
        var colours: Set<UInt32> = []
        for y in 0..<picture.height {
            for x in 0..<picture.width { colours.insert(picture[x, y]) }
        }
        // Paper, letters, bars and outlines; everything else lies between two of them, where edges are smoothed.
        let strong = colours.filter { colour in
            let parts = [colour >> 16 & 255, colour >> 8 & 255, colour & 255]
            return (parts.max() ?? 0) - (parts.min() ?? 0) > 90
        }
        #expect(strong.allSatisfy { $0 & 255 > $0 >> 16 & 255 }, "only one colour, and it is blue")
        #expect(try Self.contrast(picture.ink) > 7)
    }

    /// With white, as WCAG 2.2 reckons it.
    private static func contrast(_ colour: UInt32) -> Double {
        func light(_ part: UInt32) -> Double {
            let share = Double(part & 255) / 255
            return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        let light = 0.2126 * light(colour >> 16) + 0.7152 * light(colour >> 8) + 0.0722 * light(colour)
        return 1.05 / (light + 0.05)
    }

    @Test func `long words are broken, and nothing reaches the edge`() throws {
        let long = String(repeating: "Wanderung", count: 12)
        let chart = BarChart([
            BarChart.Part(
                title: long + " " + long, bars: [.init(long, 3), .init("and so on " + long, 12)], of: 12)
        ])
        let picture = try Picture(try #require(pen.png(chart)))
        for y in 0..<picture.height {
            for x in [0, 1, 2, picture.width - 3, picture.width - 2, picture.width - 1] {
                #expect(picture[x, y] == 0xFF_FFFF)
            }
        }
    }

    @Test func `words for which there are no letters are not drawn at all, rather than as boxes`() {
        let chart = BarChart([BarChart.Part(title: "Which day?", bars: [.init("星期六", 3)], of: 3)])
        #expect(pen.png(chart) == nil)
        #expect(pen.png(BarChart([.init(title: "Dzień?", bars: [.init("Środa", 3)], of: 3)])) != nil)
    }

    @Test func `without the font there is no pen, and words alone go out`() {
        #expect(ChartPen(fonts: "/nowhere") == nil)
    }

    @Test func `nobody answered is drawn too`() {
        #expect(pen.png(BarChart([.init(title: "Day?", bars: [.init("Sunday", 0)], of: 0)])) != nil)
        #expect(pen.png(BarChart([])) == nil)
    }
}

/// The pixels of a PNG, read back.
private struct Picture {
    let width: Int
    let height: Int
    private let pixels: [UInt32]

    subscript(x: Int, y: Int) -> UInt32 { pixels[y * width + x] & 0xFF_FFFF }

    /// The colour of the bars: the most frequent one that is not grey.
    var ink: UInt32 {
        get throws {
            var counts: [UInt32: Int] = [:]
            for pixel in pixels where pixel & 255 != pixel >> 16 & 255 {
                counts[pixel & 0xFF_FFFF, default: 0] += 1
            }
            return try #require(counts.max { $0.value < $1.value }).key
        }
    }

    struct Unreadable: Error {}

    init(_ png: [UInt8]) throws {
        var rest = png[...]
        let surface = withUnsafeMutablePointer(to: &rest) { rest in
            cairo_image_surface_create_from_png_stream(
                { rest, bytes, count in
                    guard let rest = rest?.assumingMemoryBound(to: ArraySlice<UInt8>.self), let bytes,
                        rest.pointee.count >= Int(count)
                    else { return CAIRO_STATUS_READ_ERROR }
                    for index in 0..<Int(count) { bytes[index] = rest.pointee.removeFirst() }
                    return CAIRO_STATUS_SUCCESS
                }, rest)
        }
        defer { cairo_surface_destroy(surface) }
        guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS,
            let data = cairo_image_surface_get_data(surface)
        else { throw Unreadable() }
        width = Int(cairo_image_surface_get_width(surface))
        height = Int(cairo_image_surface_get_height(surface))
        let stride = Int(cairo_image_surface_get_stride(surface))
        var pixels: [UInt32] = []
        for y in 0..<height {
            for x in 0..<width {
                pixels.append(
                    UnsafeRawPointer(data).loadUnaligned(
                        fromByteOffset: y * stride + 4 * x, as: UInt32.self))
            }
        }
        self.pixels = pixels
    }
}
