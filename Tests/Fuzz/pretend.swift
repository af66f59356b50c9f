import ChannelContract
import HTTP
import Playground

private let channel = PretendChannel(name: "pretend", hasButtons: true)

/// What is posted to the pretend platform's webhook.
func fuzzPretend(_ bytes: [UInt8]) {
    switch channel.receive(Request(method: .post, path: "/webhooks/pretend", body: bytes)) {
    case .refused(let response, let reason):
        must(response.status == 400 && reason == .malformed, "a body is malformed or good")
    case .passedOver: must(false, "an act is read or refused")
    case .events(let events, let response):
        must(response.status == 200 && events.count == 1, "an act is one event")
        must(!events[0].key.isEmpty && !events[0].address.isEmpty, "an event has a key and an address")
    }
}
