package import Merge

/// What a hub knows of a replica's courier files, among its settings.
package struct CourierNote: Equatable, Sendable {
    /// The replica's number for the last of its files that was taken in.
    package let number: UInt64
    package let takenAt: Timestamp
    /// When the answer to that file was written last; `nil` while it is not.
    package var answeredAt: Timestamp?

    package init(number: UInt64, takenAt: Timestamp, answeredAt: Timestamp? = nil) {
        self.number = number
        self.takenAt = takenAt
        self.answeredAt = answeredAt
    }

    fileprivate var text: String {
        "\(number) \(takenAt.milliseconds) \(answeredAt.map { "\($0.milliseconds)" } ?? "-")"
    }

    fileprivate init?(text: String) {
        let words = text.split(separator: " ")
        guard words.count == 3, let number = UInt64(words[0]), let taken = Int64(words[1]) else {
            return nil
        }
        self.init(
            number: number, takenAt: Timestamp(milliseconds: taken),
            answeredAt: Int64(words[2]).map { Timestamp(milliseconds: $0) })
    }
}

extension EventBook {
    private static var courierPrefix: String { "courier." }

    /// What is known of that replica's files; `nil` where none came.
    package func courierNote(of replica: ReplicaID) throws -> CourierNote? {
        try meta(Self.courierPrefix + replica.hexadecimal).flatMap { CourierNote(text: $0) }
    }

    package mutating func note(_ note: CourierNote, of replica: ReplicaID) throws {
        try setMeta(Self.courierPrefix + replica.hexadecimal, note.text)
    }

    /// How many replicas' last files have no answer yet.
    package func courierUnanswered() throws -> Int {
        try meta(startingWith: Self.courierPrefix).count { _, value in
            CourierNote(text: value).map { $0.answeredAt == nil } ?? false
        }
    }
}
