package import Merge

/// What a courier file says of itself before its frames; `protocol/courier.proto` has the fields.
package struct CourierStart: Equatable, Sendable {
    package let group: RecordID
    /// Who speaks: a replica, or the hub's own.
    package let from: ReplicaID
    /// The replica's own number for its file, from 1; of an answer, that of the file it answers.
    package let number: UInt64
    package let madeAt: Timestamp
    package let direction: Direction

    /// Which way a file goes, and what its reader must know beforehand.
    package enum Direction: Equatable, Sendable {
        case up(Request)
        case down(Answer)
    }

    /// What the hub must know of whoever brings a file up.
    package struct Request: Equatable, Sendable {
        /// DER.
        package let certificate: Bytes
        /// What the answer is sealed for: an uncompressed point of P-256.
        package let answerKey: Bytes

        package init(certificate: Bytes, answerKey: Bytes) {
            self.certificate = certificate
            self.answerKey = answerKey
        }
    }

    /// Where a file that goes down has its place.
    package struct Answer: Equatable, Sendable {
        package let to: ReplicaID
        /// From 1; an answer that is too long for one file goes on in the next.
        package let part: UInt64
        package let isLast: Bool
        /// Where the replica must be for it.
        package let at: Cursor

        package init(to: ReplicaID, part: UInt64, isLast: Bool, at: Cursor) {
            self.to = to
            self.part = part
            self.isLast = isLast
            self.at = at
        }
    }

    package init(
        group: RecordID, from: ReplicaID, number: UInt64, madeAt: Timestamp, direction: Direction
    ) {
        self.group = group
        self.from = from
        self.number = number
        self.madeAt = madeAt
        self.direction = direction
    }

    /// The form of the file; a later one is refused, because what it changes is not known here.
    private static let version: UInt64 = 1

    package var encoded: [UInt8] {
        var out = FieldWriter()
        out.field(1, varint: CourierStart.version)
        out.field(2, id: group)
        out.field(3, id: from)
        out.field(4, varint: number)
        out.field(5, signed: madeAt.milliseconds)
        switch direction {
        case .up(let request):
            out.field(6, bytes: request.certificate)
            out.field(7, bytes: request.answerKey)
        case .down(let answer):
            out.field(8, id: answer.to)
            out.field(9, varint: answer.part)
            if answer.isLast { out.field(10, varint: 1) }
            out.field(11, varint: answer.at.from)
            out.field(12, varint: answer.at.through.position)
            if !answer.at.through.isEndOfPosition { out.field(13, id: answer.at.through.record) }
        }
        return out.bytes
    }

    /// - Throws: `CourierFault` where the bytes are no start, or one of a later release.
    package init(decoding bytes: Bytes) throws(CourierFault) {
        do {
            let fields = try BackupFields(bytes).read()
            guard try fields.number(1) == CourierStart.version else {
                throw CourierFault.laterRelease
            }
            self.init(
                group: try fields.id(2), from: try fields.id(3), number: try fields.number(4),
                madeAt: try fields.time(5), direction: try CourierStart.direction(fields))
        } catch CourierFault.laterRelease {
            throw .laterRelease
        } catch {
            throw .damaged
        }
    }

    private static func direction(_ fields: BackupFields.Read) throws -> Direction {
        guard fields.has(8) else {
            return .up(
                Request(certificate: try fields.bytes(6), answerKey: try fields.bytes(7)))
        }
        let position = try fields.number(12)
        let through: RowMark =
            fields.has(13)
            ? RowMark(position: position, record: try fields.id(13)) : .end(of: position)
        let at = Cursor(from: try fields.number(11), through: through)
        return .down(
            Answer(
                to: try fields.id(8), part: try fields.number(9),
                isLast: try fields.number(10) == 1, at: at))
    }
}
