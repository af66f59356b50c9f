import Engine
import YouSaidKit

/// Private pages as HTML: plain, without scripts, readable with a screen reader, large print and the keyboard alone
/// (WCAG 2.2 AA). No words stand here: they come from the prompts.
enum PageHTML {
    /// What a link shows before its page is asked for.
    static func view(_ view: LinkView) -> String {
        let buttons = view.buttons.map { button in
            "<button name=\"form\" value=\"\(button.form.rawValue)\">\(escaped(button.label))</button>\n"
        }.joined()
        let form = buttons.isEmpty ? "" : "<form method=\"post\">\n\(buttons)</form>\n"
        return document(
            view.language, view.title, view.paragraphs.map(paragraphs).joined() + form)
    }

    static func page(_ page: HandedPage, _ blocks: [HandedPage.Block]) -> String {
        document(page.language, page.title, blocks.map(html).joined())
    }

    private static func html(_ block: HandedPage.Block) -> String {
        switch block {
        case .heading(let text): return "<h2>\(escaped(text))</h2>\n"
        case .text(let text): return paragraphs(text)
        case .table(let rows):
            guard let names = rows.first else { return "" }
            let head = names.map { "<th scope=\"col\">\(escaped($0))</th>" }.joined()
            let body = rows.dropFirst().map { row in
                "<tr>" + row.map { "<td>\(escaped($0))</td>" }.joined() + "</tr>\n"
            }.joined()
            return
                "<div class=\"wide\" tabindex=\"0\">\n<table>\n<thead><tr>\(head)</tr></thead>\n"
                + "<tbody>\n\(body)</tbody>\n</table>\n</div>\n"
        }
    }

    /// An empty line begins a paragraph, every other line break is one.
    private static func paragraphs(_ text: String) -> String {
        text.split(separator: "\n\n").map { part in
            "<p>" + part.split(separator: "\n").map { escaped(String($0)) }.joined(separator: "<br>\n")
                + "</p>\n"
        }.joined()
    }

    private static func document(_ language: String, _ title: String, _ body: String) -> String {
        """
        <!DOCTYPE html>
        <html lang="\(escaped(language))">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        <title>\(escaped(title))</title>
        <link rel="stylesheet" href="style.css">
        </head>
        <body>
        <main>
        <h1>\(escaped(title))</h1>
        \(body)</main>
        </body>
        </html>

        """
    }

    /// Text that says itself in HTML, also between quotes.
    static func escaped(_ text: String) -> String {
        var out = ""
        for character in text.unicodeScalars {
            switch character {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case "'": out += "&#39;"
            default: out.unicodeScalars.append(character)
            }
        }
        return out
    }

    static let style = """
        :root { color-scheme: light dark; }
        body { font: 1.25rem/1.6 sans-serif; margin: 0; }
        main { max-width: 40rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
        h1 { font-size: 1.75rem; line-height: 1.3; }
        h2 { font-size: 1.375rem; margin-top: 2rem; }
        button { display: block; width: 100%; min-height: 3.5rem; margin: 1rem 0; padding: 0.75rem; font: inherit;
          font-weight: bold; color: #fff; background: #00437b; border: 0.125rem solid #fff; border-radius: 0.5rem; }
        :focus-visible { outline: 0.25rem solid #ff9500; outline-offset: 0.125rem; }
        .wide { overflow-x: auto; }
        table { border-collapse: collapse; }
        th, td { text-align: left; vertical-align: top; padding: 0.5rem; border: 0.0625rem solid; }
        @media print { button { display: none; } }

        """
}
