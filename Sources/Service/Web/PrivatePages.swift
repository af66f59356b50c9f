import ChannelContract
import Dispatch
import Engine
import HTTP
import YouSaidKit

/// One-time links, at `/link/<token>`. GET shows what it is, with a button: apps and mail programs follow links by
/// themselves, and use nothing up by that. POST uses the link up and hands the page out.
///
/// Nothing here is kept by a browser or a proxy, and the token is in no log.
struct PrivatePages: Sendable {
    let engine: Engine
    /// By which what somebody sent is fetched.
    let channels: [String: any Channel]
    let log: @Sendable (String) -> Void

    static let path = "/link/"
    private static let style = "style.css"

    func handle(_ request: Request, _ responder: Responder) {
        let token = String(request.path.dropFirst(Self.path.count))
        if token == Self.style { return responder.respond(Self.styleSheet) }
        switch request.method {
        case .get, .head: respond(responder) { try look(token) }
        case .post:
            let body = Form.decode(String(decoding: request.body, as: UTF8.self))
            guard let form = body["form"].flatMap(PrivatePage.Form.init(rawValue:)) else {
                return respond(responder) { try look(token) }
            }
            // A large page takes a while to write: on a thread that webhooks do not need.
            DispatchQueue.global(qos: .userInitiated).async { @Sendable in
                Task { responder.respond(await open(token, form)) }
            }
        default: responder.respond(.methodNotAllowed)
        }
    }

    private func respond(_ responder: Responder, _ make: () throws -> Response) {
        do {
            responder.respond(try make())
        } catch {
            log("a private page cannot be shown: \(type(of: error))")
            responder.respond(Self.secret(.unavailable))
        }
    }

    private func look(_ token: String) throws -> Response {
        let view = try engine.look(atLink: token)
        return Self.secret(.html(PageHTML.view(view), status: view.buttons.isEmpty ? 410 : 200))
    }

    private func open(_ token: String, _ form: PrivatePage.Form) async -> Response {
        do {
            guard
                let page = try await engine.open(
                    link: token, as: form, fetch: { await channels[$1]?.fetch($0) ?? .gone })
            else {
                return Self.secret(.html(PageHTML.view(try engine.goneLink()), status: 410))
            }
            switch page.content {
            case .reading(let blocks): return Self.secret(.html(PageHTML.page(page, blocks)))
            case .sorry(let words, let isForNow):
                let html = PageHTML.page(page, [.text(words)])
                return Self.secret(.html(html, status: isForNow ? 503 : 404))
            case .file(let name, let mediaType, let bytes):
                var response = Response(
                    status: 200,
                    headers: [
                        ("Content-Type", mediaType),
                        ("Content-Disposition", "attachment; filename=\"\(name)\""),
                    ])
                response.body = bytes
                return Self.secret(response)
            }
        } catch {
            log("a private page cannot be written: \(type(of: error))")
            return Self.secret(.unavailable)
        }
    }

    /// The same answer, kept nowhere, shown in no other page, told to no other site.
    private static func secret(_ response: Response) -> Response {
        var response = response
        response.headers += [
            ("Cache-Control", "no-store"),
            (
                "Content-Security-Policy",
                "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
                    + "frame-ancestors 'none'"
            ),
            ("Referrer-Policy", "no-referrer"), ("X-Content-Type-Options", "nosniff"),
            ("X-Robots-Tag", "noindex, nofollow"),
        ]
        return response
    }

    private static let styleSheet = Response(
        status: 200,
        headers: [
            ("Content-Type", "text/css; charset=utf-8"), ("Cache-Control", "max-age=86400"),
            ("X-Content-Type-Options", "nosniff"),
        ], body: Array(PageHTML.style.utf8))
}
