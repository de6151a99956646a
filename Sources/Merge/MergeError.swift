/// Why bytes could not be read as a change set, a value or a record state.
package enum MergeError: Error, Equatable, Sendable {
    /// The bytes end in the middle of a field, or a field has the wrong shape.
    case malformed(MalformedPart, offset: Int)
    /// A limit of `MergeLimits` is exceeded.
    case overLimit(MalformedPart, found: Int, limit: Int)
    /// The bytes name a stored attribute number that the store's name table lacks.
    case unknownName(number: UInt32)

    /// Which part of the bytes is wrong.
    package enum MalformedPart: String, Equatable, Sendable {
        case changeSet, records, op, value, scalar, name, key, replaces, reason, state
    }
}

extension MergeError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .malformed(let part, let offset): "malformed \(part.rawValue) at byte \(offset)"
        case .overLimit(let part, let found, let limit):
            "\(part.rawValue) too large: \(found) exceeds \(limit)"
        case .unknownName(let number): "attribute number \(number) is not in the name table"
        }
    }
}
