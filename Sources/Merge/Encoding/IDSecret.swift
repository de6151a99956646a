internal import Crypto

// Some records are named by what they are: the patient under a number, the case of a doctor in a
// contract. Their ids are derived, so that two replicas that make one without knowing of each other
// make the same. Whoever can work such an id out beforehand can write under it first: then what
// others mean for their record lands in his. So ids are derived with a secret.
//
// The hub draws one secret for the group. The centre's replicas hold it, because the centre owns
// the group's records and imports for its offices; an office holds a secret that is made from it
// and from the office's id, which says nothing of the group's or of another office's:
//
//     office's secret = HMAC(group's secret, "office", office)
//     centre's key    = HMAC(group's secret, "centre")
//     id              = UUIDv8 of HMAC(key, type, natural key …, round)
//
// The group's secret for the scope of an office is the office's: one file imported by the office
// and by the centre for it makes the same records.
//
// Where a machine was lost, its hub draws the next version, and each replica takes it with its next
// welcome. Ids that were derived before stay: records are found by key and cause, never by the id
// that they would have now. Until both have it, two machines that make one record make two, which
// are a conflict between records where the record has a key of its own.

/// What a replica derives the ids of new records with; nobody outside of its scope can.
package struct IDSecret: Hashable, Sendable {
    package static let byteCount = 32

    /// Whose ids are derived with it.
    package enum Holder: Hashable, Sendable {
        case centre
        case office(RecordID)
    }

    package let holder: Holder
    /// From 1; a group that draws a new secret counts on.
    package let version: UInt32
    package let bytes: [UInt8]

    /// - Returns: `nil` for bytes of another length, or version 0.
    package init?(_ holder: Holder, version: UInt32, bytes: some Sequence<UInt8>) {
        let bytes = Array(bytes)
        guard bytes.count == IDSecret.byteCount, version > 0 else { return nil }
        self.init(holder, version, bytes)
    }

    /// The centre's secret of a group, from 256 random bits.
    package init(version: UInt32 = 1, _ high: UInt128, _ low: UInt128) {
        let bytes = withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { Array($0) }
        self.init(.centre, version, bytes)
    }

    private init(_ holder: Holder, _ version: UInt32, _ bytes: [UInt8]) {
        self.holder = holder
        self.version = version
        self.bytes = bytes
    }

    /// What the office's own replicas hold; an office's secret makes no other.
    package func ofOffice(_ office: RecordID) -> IDSecret {
        guard holder == .centre else { return self }
        let key = Self.code(bytes, ["office", office.description])
        return IDSecret(.office(office), version, key)
    }

    /// The id that stands for a natural key.
    ///
    /// - Parameters:
    ///   - office: the office that will own the record; `nil` where the centre does. An office
    ///     derives all in its own scope.
    ///   - round: counts on where the id before is taken by something else.
    package func id(
        _ type: String, _ key: [String], of office: RecordID? = nil, round: Int = 0
    ) -> RecordID {
        let secret =
            switch (holder, office) {
            case (.centre, nil): Self.code(bytes, ["centre"])
            case (.centre, let office?): ofOffice(office).bytes
            case (.office, _): bytes
            }
        return RecordID.v8(Self.code(secret, [type] + key + [String(round)]))
    }

    /// Every part with its length before it, so that no two lists of parts are one text.
    private static func code(_ key: [UInt8], _ parts: [String]) -> [UInt8] {
        var code = HMAC<SHA256>(key: SymmetricKey(data: key))
        for part in parts {
            let text = Array(part.utf8)
            withUnsafeBytes(of: UInt32(text.count).bigEndian) { code.update(data: $0) }
            code.update(data: text)
        }
        return Array(code.finalize())
    }
}

extension IDSecret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Never the bytes: a log or a trace must not give them away.
    package var description: String { "secret for ids, version \(version)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: ["version": version]) }
}

extension IDSecret {
    /// As a store keeps it: the version and the bytes.
    package var stored: String {
        "\(version):" + bytes.hexadecimal
    }

    package init?(stored text: String, _ holder: Holder) {
        let parts = text.split(separator: ":")
        guard parts.count == 2, let version = UInt32(parts[0]) else { return nil }
        guard let bytes = Bytes(hexadecimal: parts[1]), bytes.count == IDSecret.byteCount else {
            return nil
        }
        self.init(holder, version: version, bytes: Array(bytes))
    }
}
