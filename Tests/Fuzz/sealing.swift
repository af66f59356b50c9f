import Sealing

private let sealer: Sealer? = {
    let key = try? SealingKey(bytes: Array(repeating: 7, count: 32))
    return key.map { Sealer(current: $0) }
}()

/// Sealed pieces with damage in them, keys as they stand in files, and the two encodings.
func fuzzSealing(_ bytes: [UInt8]) {
    guard let sealer else { fatalError("the key cannot be made") }
    must((try? sealer.open(bytes, for: "fuzz")) == nil, "nobody without the key can make a sealed piece")
    guard let sealed = try? sealer.seal(bytes, for: "fuzz") else { fatalError("it cannot be sealed") }
    must((try? sealer.open(sealed, for: "fuzz")) == bytes, "what was sealed comes back")
    must((try? sealer.open(sealed, for: "other")) == nil, "and for its purpose alone")
    if let first = bytes.first {
        var damaged = sealed
        damaged[Int(first) % sealed.count] ^= 1
        must((try? sealer.open(damaged, for: "fuzz")) == nil, "one bit of damage is found")
    }
    let text = String(decoding: bytes, as: UTF8.self)
    _ = try? SealingKey(text: text)
    if let decoded = Hex.decode(text) { must(Hex.encode(decoded) == text.lowercased(), "digits come back") }
    if let decoded = Base64URL.decode(text) {
        must(Base64URL.decode(Base64URL.encode(decoded)) == decoded, "base64 comes back")
    }
}
