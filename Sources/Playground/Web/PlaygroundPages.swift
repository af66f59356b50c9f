import HTTP

/// The files of the page, which are part of the program: they lie in `Page/` and are embedded when it is built.
enum PlaygroundPages {
    /// The answer for a path; nil where it is none of the page's files.
    static func page(_ path: String, token: String) -> Response? {
        switch path {
        case Playground.path, Playground.path + "/":
            let html = String(decoding: PackageResources.page_html, as: UTF8.self)
            return file(Array(html.replacing("@TOKEN@", with: token).utf8), "text/html; charset=utf-8")
        case Playground.path + "/page.css": return file(PackageResources.page_css, "text/css; charset=utf-8")
        case Playground.path + "/page.js": return script(PackageResources.page_js)
        case Playground.path + "/phone.js": return script(PackageResources.phone_js)
        case Playground.path + "/line.js": return script(PackageResources.line_js)
        case Playground.path + "/story.js": return script(PackageResources.story_js)
        case Playground.path + "/chapters.js": return script(PackageResources.chapters_js)
        case Playground.path + "/icon.svg": return file(PackageResources.icon_svg, "image/svg+xml")
        default: return nil
        }
    }

    private static func script(_ bytes: [UInt8]) -> Response { file(bytes, "text/javascript; charset=utf-8") }

    private static func file(_ bytes: [UInt8], _ type: String) -> Response {
        guarded(Response(status: 200, headers: [("Content-Type", type)], body: bytes))
    }

    /// Adds what tells the browser to be strict: nothing from elsewhere, in no frame, kept nowhere.
    static func guarded(_ response: Response) -> Response {
        var response = response
        response.headers += [
            (
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
            ),
            ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"),
            ("Cross-Origin-Opener-Policy", "same-origin"), ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Cache-Control", "no-store"),
        ]
        return response
    }
}
