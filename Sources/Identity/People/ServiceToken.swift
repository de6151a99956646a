package import Merge

/// What a program of this machine shows with each call where it does not come through the socket.
///
/// It is one machine's, for one login: that machine keeps what it hashes to, and nothing of it
/// travels. 256 random bits leave nothing to try.
///
/// The line is `bws1.` and base64url of: user (16 bytes), secret (32).
package struct ServiceToken: Sendable {
    private static let prefix = "bws1."
    private static let secretBytes = 32

    package let user: RecordID
    private let secret: [UInt8]

    /// A new one.
    package init(for user: RecordID) {
        var generator = SystemRandomNumberGenerator()
        self.user = user
        secret = (0..<ServiceToken.secretBytes).map { _ in
            UInt8.random(in: .min ... .max, using: &generator)
        }
    }

    /// - Returns: `nil` for any other text.
    package init?(text: String) {
        guard text.utf8.count <= IdentityLimits.tokenCharactersMax,
            text.hasPrefix(ServiceToken.prefix),
            let bytes = InviteToken.decoded(Array(text.utf8)[ServiceToken.prefix.utf8.count...])
        else { return nil }
        var rest = bytes[...]
        guard let user = rest.take(16).flatMap({ RecordID(bytes: Array($0)) }),
            let secret = rest.take(ServiceToken.secretBytes), rest.isEmpty
        else { return nil }
        self.user = user
        self.secret = Array(secret)
    }

    /// The line itself: whoever reads it can call in that login's name.
    package var text: String {
        ServiceToken.prefix + InviteToken.base64URL(Array(user.bytes) + secret)
    }

    /// What is kept of it: SHA-256 of the secret, which is random enough to need no salt.
    var digest: String { "\(Fingerprint(hashing: secret))" }
}

extension ServiceToken: CustomReflectable, CustomStringConvertible {
    /// Keeps the secret out of `dump`.
    package var customMirror: Mirror { Mirror(self, children: ["user": user]) }

    package var description: String { "a token of user \(user)" }
}

extension KeyFolder {
    /// Keeps what tells a token; the login's one before counts no more.
    package func write(_ token: ServiceToken) throws(IdentityError) {
        try write(token.digest + "\n", as: KeyFolder.name(ofTokenOf: token.user))
    }

    /// Whether a token is the one that was made here last for its login.
    package func knows(_ token: ServiceToken) throws(IdentityError) -> Bool {
        let name = KeyFolder.name(ofTokenOf: token.user)
        guard try contains(name) else { return false }
        return try read(name) == token.digest + "\n"
    }

    /// Has a login's token count no more; nothing where there is none.
    package func removeToken(of user: RecordID) throws(IdentityError) {
        try remove(KeyFolder.name(ofTokenOf: user))
    }

    private static func name(ofTokenOf user: RecordID) -> String {
        "service-\(user.hexadecimal).token"
    }
}
