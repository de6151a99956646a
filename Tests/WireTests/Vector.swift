import Foundation
import Merge
import Sync
import Testing
import Wire

/// A value and the bytes that every implementation must make of it, and it of them.
struct Vector: Sendable, CustomTestStringConvertible {
    let name: String
    /// The protobuf message, for readers that know nothing of ours.
    let message: String
    let encoded: @Sendable () throws -> [UInt8]
    /// Decodes, and says whether the outcome is this vector's value.
    let isValue: @Sendable (Bytes) throws -> Bool

    var testDescription: String { name }

    /// The committed bytes.
    var committed: [UInt8] {
        get throws { try [UInt8](Data(contentsOf: Vector.folder.appending(path: "\(name).bin"))) }
    }

    static let repository = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    static let folder = repository.appending(path: "protocol/vectors")

    static func framed<Content: Framed & Equatable>(
        _ name: String, _ message: String, _ content: Content
    ) -> Vector {
        Vector(
            name: name, message: message, encoded: { try content.encoded },
            isValue: { try Content(decoding: $0) == content })
    }

    static func office(_ name: String, _ message: OfficeMessage) -> Vector {
        framed(name, "OfficeFrame", message)
    }

    static func hub(_ name: String, _ message: HubMessage) -> Vector {
        framed(name, "HubFrame", message)
    }

    static func changeSet(_ name: String, _ content: ChangeSet) -> Vector {
        Vector(
            name: name, message: "ChangeSet",
            encoded: { Array(SealedChangeSet(sealing: content).bytes) },
            isValue: { try SealedChangeSet(opening: $0).content == content })
    }

    static func value(_ name: String, _ value: Value) -> Vector {
        Vector(
            name: name, message: "Value", encoded: { Array(value.encoded) },
            isValue: { try Value(decoding: $0) == value })
    }

    static func rows(_ name: String, _ rows: [PageRow]) -> Vector {
        Vector(
            name: name, message: "Rows", encoded: { Array(Sample.encoded(rows)) },
            isValue: { try PageDecoder.rows($0) == rows })
    }
}
