import Charts

extension Engine {
    /// Whether this machine has the font that charts are drawn with. Without it results go out in words alone.
    public static var canDrawCharts: Bool { ChartPen.shared != nil }
}
