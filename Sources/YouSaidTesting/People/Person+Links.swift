import Engine
import Foundation
import YouSaidKit

/// Private pages that somebody was sent a link to.
extension Person {
    /// The newest link on the phone; nil where there is none.
    public var link: String? {
        phone.messages.reversed().lazy.compactMap { message in
            message.text.split(whereSeparator: \.isWhitespace).last { $0.hasPrefix("http") }.map(String.init)
        }.first
    }

    /// What can be pressed on the page behind a link. Looking uses nothing up. Empty where it works no more.
    public func looks(at link: String) -> [PrivatePage.Form] {
        (try? stage.machine.engine.look(atLink: token(link)).buttons.map(\.form)) ?? []
    }

    /// Presses a button on the page behind a link: what is to be read, or the file, as text. What somebody sent has its
    /// reference in place of sounds and pictures: "voice-1".
    /// - Returns: nil where the link works no more.
    /// - Throws: what the plugin threw that was to write the page.
    public func opens(_ link: String, as form: PrivatePage.Form = .reading) throws -> String? {
        stage.note("\(name) opens a link")
        let page = try stage.machine.engine.openNow(
            link: token(link), as: form, fetch: { sent, _ in .bytes(Array(sent.reference.utf8)) })
        guard let page else { return nil }
        switch page.content {
        case .sorry(let words, _): return words
        case .file(_, _, let bytes): return String(decoding: bytes, as: UTF8.self)
        case .reading(let blocks):
            return blocks.map { block in
                switch block {
                case .heading(let text), .text(let text): text
                case .table(let rows): rows.map { $0.joined(separator: " | ") }.joined(separator: "\n")
                }
            }.joined(separator: "\n")
        }
    }

    private func token(_ link: String) -> String { String(link.split(separator: "/").last ?? "") }
}
