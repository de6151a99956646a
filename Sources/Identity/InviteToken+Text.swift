internal import Foundation

/// The token as the line that people copy and paste.
extension InviteToken {
    private static let prefix = "bw1."
    private static let checksumByteCount = 8

    /// The line itself; whoever reads it can join, so it goes to the screen and nowhere else.
    package var text: String {
        var bytes: [UInt8] = []
        bytes.append(bigEndian: UInt64(registrationPort), count: 2)
        bytes.append(bigEndian: UInt64(syncPort), count: 2)
        bytes.append(bigEndian: UInt64(expiry.timeIntervalSince1970), count: 8)
        bytes += secret.bytes
        bytes.append(bigEndian: UInt64(host.utf8.count), count: 1)
        bytes += host.utf8
        bytes += root.der
        bytes += Self.checksum(of: bytes)
        return Self.prefix + Self.base64URL(bytes)
    }

    /// Reads a token; white space, also that of a wrapped line, does not count.
    package init(text: String) throws(IdentityError) {
        guard text.utf8.count <= IdentityLimits.tokenCharactersMax else {
            throw .token(.tooLong(characters: text.utf8.count))
        }
        let line = text.utf8.filter { !Self.whiteSpace.contains($0) }
        guard line.starts(with: Self.prefix.utf8) else { throw .token(.unrecognised) }
        guard let bytes = Self.decoded(line.dropFirst(Self.prefix.utf8.count)),
            bytes.count >= Self.checksumByteCount
        else { throw .token(.damaged(characters: line.count)) }
        let content = bytes.dropLast(Self.checksumByteCount)
        guard bytes.suffix(Self.checksumByteCount).elementsEqual(Self.checksum(of: content)) else {
            throw .token(.damaged(characters: line.count))
        }
        try self.init(content: content)
    }

    private init(content: ArraySlice<UInt8>) throws(IdentityError) {
        var rest = content
        guard let registrationPort = rest.takeNumber(2), let syncPort = rest.takeNumber(2),
            let expiry = rest.takeNumber(8), expiry < IdentityLimits.expirySecondsMax,
            let secret = rest.take(InviteSecret.byteCount).flatMap(InviteSecret.init(bytes:)),
            let host = rest.takeNumber(1).flatMap({ rest.take(Int($0)) }),
            let hostName = String(validating: host, as: UTF8.self)
        else { throw .token(.malformed) }
        do {
            try self.init(
                host: hostName, registrationPort: Int(registrationPort), syncPort: Int(syncPort),
                root: RootCertificate(der: Array(rest)), secret: secret,
                expiry: Date(timeIntervalSince1970: Double(expiry)))
        } catch {
            throw .token(.malformed)
        }
    }

    static let whiteSpace: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]

    private static func checksum(of content: some Collection<UInt8>) -> ArraySlice<UInt8> {
        Fingerprint(hashing: Array(prefix.utf8) + content).bytes.prefix(checksumByteCount)
    }

    static func base64URL(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// The bytes that `base64URL` writes exactly so; any other spelling answers `nil`.
    static func decoded(_ digits: ArraySlice<UInt8>) -> [UInt8]? {
        let text = String(decoding: digits, as: UTF8.self)
        let padding = String(repeating: "=", count: (4 - digits.count % 4) % 4)
        let standard = text.replacing("-", with: "+").replacing("_", with: "/") + padding
        guard let data = Data(base64Encoded: standard) else { return nil }
        let bytes = Array(data)
        return base64URL(bytes).utf8.elementsEqual(digits) ? bytes : nil
    }
}

extension [UInt8] {
    mutating func append(bigEndian number: UInt64, count: Int) {
        for place in (0..<count).reversed() {
            append(UInt8(truncatingIfNeeded: number >> (8 * UInt64(place))))
        }
    }
}

extension ArraySlice<UInt8> {
    mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
        guard count <= self.count else { return nil }
        defer { removeFirst(count) }
        return prefix(count)
    }

    mutating func takeNumber(_ count: Int) -> UInt64? {
        take(count)?.reduce(0) { $0 << 8 | UInt64($1) }
    }
}
