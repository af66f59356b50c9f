import CCrypto

/// Where things stand in a sealed piece.
enum SealedForm {
    static let version: UInt8 = 1
    static let id = 1..<5
    static let header = 0..<5
    static let nonce = 5..<17
    static let tagSize = 16
    static let overhead = 17 + 16
}

/// AES-256-GCM with one key, in one direction. Used by ``Sealer``, for one piece at a time: OpenSSL has a key outside
/// locked memory for as long as it works with it, and wipes it when the cipher goes.
final class Cipher {
    enum Direction: Int32 {
        case open = 0
        case seal = 1
    }

    private let context: OpaquePointer

    init(key: LockedBytes, direction: Direction) {
        let context = OpenSSL.require(EVP_CIPHER_CTX_new())
        self.context = context
        key.withPointer { key, count in
            precondition(count == 32, "AES-256 takes 32 bytes")
            OpenSSL.require(
                EVP_CipherInit_ex2(context, OpenSSL.aes256gcm, key, nil, direction.rawValue, nil))
        }
    }

    deinit { EVP_CIPHER_CTX_free(context) }

    func seal(_ bytes: [UInt8], for purpose: String, id: [UInt8]) throws -> [UInt8] {
        guard bytes.count < Int32.max - 64 else { throw SealingError.tooLong }
        return [UInt8](unsafeUninitializedCapacity: bytes.count + SealedForm.overhead) { buffer, count in
            let sealed = UnsafeMutableRawBufferPointer(buffer)
            sealed[0] = SealedForm.version
            sealed[SealedForm.id].copyBytes(from: id)
            Nonce.take(into: sealed[SealedForm.nonce])
            begin(UnsafeRawBufferPointer(sealed), for: purpose)
            encrypt(
                bytes, into: UnsafeMutableRawBufferPointer(rebasing: sealed[SealedForm.nonce.upperBound...]))
            count = buffer.count
        }
    }

    /// The second half of sealing, once the nonce is set: the encrypted bytes and, behind them, the tag.
    private func encrypt(_ bytes: [UInt8], into output: UnsafeMutableRawBufferPointer) {
        bytes.withUnsafeBytes { update(into: output.baseAddress, $0) }
        let tag = output.baseAddress.map { $0 + bytes.count }
        var more: Int32 = 0
        OpenSSL.require(EVP_CipherFinal_ex(context, tag?.assumingMemoryBound(to: UInt8.self), &more))
        OpenSSL.require(ccrypto_get_tag(context, tag, Int32(SealedForm.tagSize)))
    }

    /// Encrypts with a given nonce. Only for checking against published results: a nonce is never used twice.
    func encrypt(_ bytes: [UInt8], nonce: [UInt8], vouchingFor text: [UInt8]) -> [UInt8] {
        OpenSSL.require(EVP_CipherInit_ex2(context, nil, nil, nonce, -1, nil))
        text.withUnsafeBytes { update(into: nil, $0) }
        return [UInt8](unsafeUninitializedCapacity: bytes.count + SealedForm.tagSize) { buffer, count in
            encrypt(bytes, into: UnsafeMutableRawBufferPointer(buffer))
            count = buffer.count
        }
    }

    /// - Parameter sealed: at least as long as a sealed piece of nothing.
    func open(_ sealed: [UInt8], for purpose: String) throws -> [UInt8] {
        let size = sealed.count - SealedForm.overhead
        guard size >= 0, sealed.count < Int32.max else { throw SealingError.notSealed }
        var isWhole = false
        let bytes = sealed.withUnsafeBytes { sealed in
            // One byte more than needed, so that there is a place to write to even where there is nothing.
            [UInt8](unsafeUninitializedCapacity: size + 1) { buffer, count in
                begin(sealed, for: purpose)
                let body = SealedForm.nonce.upperBound
                update(into: buffer.baseAddress, UnsafeRawBufferPointer(rebasing: sealed[body..<body + size]))
                let tag = sealed.baseAddress.map { $0 + body + size }
                OpenSSL.require(ccrypto_set_tag(context, tag, Int32(SealedForm.tagSize)))
                var more: Int32 = 0
                isWhole = EVP_CipherFinal_ex(context, buffer.baseAddress.map { $0 + size }, &more) == 1
                count = isWhole ? size : 0
            }
        }
        guard isWhole else { throw SealingError.damaged }
        return bytes
    }

    /// Gives the cipher the nonce, and what is not encrypted but must be the same when the piece is opened.
    private func begin(_ sealed: UnsafeRawBufferPointer, for purpose: String) {
        let start = sealed.bindMemory(to: UInt8.self).baseAddress
        let nonce = start.map { $0 + SealedForm.nonce.lowerBound }
        OpenSSL.require(EVP_CipherInit_ex2(context, nil, nil, nonce, -1, nil))
        update(into: nil, UnsafeRawBufferPointer(rebasing: sealed[SealedForm.header]))
        var purpose = purpose
        purpose.withUTF8 { update(into: nil, UnsafeRawBufferPointer($0)) }
    }

    /// - Parameter output: where to write; nil for what is only to be vouched for.
    private func update(into output: UnsafeMutableRawPointer?, _ bytes: UnsafeRawBufferPointer) {
        guard bytes.count > 0 else { return }
        var count: Int32 = 0
        OpenSSL.require(
            EVP_CipherUpdate(
                context, output?.assumingMemoryBound(to: UInt8.self), &count,
                bytes.bindMemory(to: UInt8.self).baseAddress, Int32(bytes.count)))
    }
}

/// Random nonces, fetched beforehand: OpenSSL takes as long for one as for sixty.
private final class Nonce {
    private static let supplies = Pool { Nonce() }

    private var bytes = [UInt8](repeating: 0, count: 64 * 12)
    private var used = 64 * 12

    static func take(into place: Slice<UnsafeMutableRawBufferPointer>) {
        supplies.with { $0.take(into: UnsafeMutableRawBufferPointer(rebasing: place)) }
    }

    private func take(into place: UnsafeMutableRawBufferPointer) {
        if used == bytes.count {
            bytes.withUnsafeMutableBytes { Random.fill($0) }
            used = 0
        }
        place.copyBytes(from: bytes[used..<used + place.count])
        used += place.count
    }
}
