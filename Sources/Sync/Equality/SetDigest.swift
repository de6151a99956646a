package import Merge

/// What stands for a set of records: the sum, modulo 2¹²⁸, of one hash per record.
///
/// Equal sets have equal digests; unequal ones have not, but for one chance in 2¹²⁸. A sum, so that
/// a change of one record costs one subtraction and one addition however many there are, and so
/// that the sets of several audiences add up to what one office sees. It finds faults, not forgers:
/// whoever may choose records can find sets that collide, and gains nothing by it.
package struct SetDigest: SixteenByteID {
    package let bits: UInt128

    package init(bits: UInt128) {
        self.bits = bits
    }

    /// Of no record at all.
    package static let empty = SetDigest(bits: 0)

    /// Of one record: its id, type and live entries, with the positions and times that go by them.
    package init(of id: RecordID, type: String, state: RecordState) {
        let bytes = state.comparedBytes(of: id, type: type)
        self.init(bits: SealedChangeSet.address(of: bytes[...]).bits)
    }

    package static func + (left: SetDigest, right: SetDigest) -> SetDigest {
        SetDigest(bits: left.bits &+ right.bits)
    }

    package static func - (left: SetDigest, right: SetDigest) -> SetDigest {
        SetDigest(bits: left.bits &- right.bits)
    }

    package static func += (left: inout SetDigest, right: SetDigest) {
        left = left + right
    }

    package static func -= (left: inout SetDigest, right: SetDigest) {
        left = left - right
    }

    package var description: String { hexadecimal }
}

/// A record as two sides compare it.
package struct DigestedRecord: Equatable, Sendable {
    package let id: RecordID
    package let type: String
    /// `empty` where what is stored cannot be read.
    package let digest: SetDigest

    package init(id: RecordID, type: String, digest: SetDigest) {
        self.id = id
        self.type = type
        self.digest = digest
    }

    package var place: DigestPlace { DigestPlace(of: id, type: type) }
}
