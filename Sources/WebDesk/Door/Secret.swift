internal import Crypto

/// 256 random bits as a browser carries them; kept here by digest alone.
struct Secret: Sendable {
    let text: String

    init() {
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        text = bytes.map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }

    var digest: Digest { Digest(of: text) }

    /// Compared instead of the secret, so that how long it takes says nothing of it.
    struct Digest: Hashable, Sendable {
        private let bytes: [UInt8]

        init(of text: String) {
            bytes = Array(SHA256.hash(data: Array(text.utf8)))
        }
    }
}
