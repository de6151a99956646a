import Foundation
internal import Merge
internal import Tables

/// A field of a request by its name, so that what is wrong with it says where.
struct Given {
    let name: String

    init(_ name: String) {
        self.name = name
    }

    /// Text that is there, is bounded, and holds no control character.
    func text(_ text: String) throws(ServiceProblem) -> String {
        guard !text.isEmpty else { throw .missing(name) }
        return try bounded(text)
    }

    /// The same; `nil` for none given.
    func optional(_ text: String) throws(ServiceProblem) -> String? {
        text.isEmpty ? nil : try bounded(text)
    }

    private func bounded(_ text: String) throws(ServiceProblem) -> String {
        guard text.utf8.count <= CallLimits.nameBytesMax else {
            throw .tooMuch(name, CallLimits.nameBytesMax, "bytes")
        }
        let isPlain = text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        guard isPlain else { throw .malformed(name, "holds a control character") }
        return text
    }

    /// One value or cell, of a bounded size.
    func value(_ text: String) throws(ServiceProblem) -> String {
        guard text.utf8.count <= CallLimits.valueBytesMax else {
            throw .tooMuch(name, CallLimits.valueBytesMax, "bytes")
        }
        return text
    }

    /// A day; `nil` for none given.
    func day(_ text: String) throws(ServiceProblem) -> Day? {
        guard let text = try optional(text) else { return nil }
        guard let day = Day(text) else { throw .malformed(name, "is no day: write YYYY-MM-DD") }
        return day
    }

    func id(_ bytes: Data) throws(ServiceProblem) -> RecordID {
        guard !bytes.isEmpty else { throw .missing(name) }
        guard let id = RecordID(bytes: Bytes(bytes)) else {
            throw .malformed(name, "is no id: an id has 16 bytes")
        }
        return id
    }

    /// What a record was when it was read.
    func basis(_ bytes: Data) throws(ServiceProblem) -> Bytes {
        guard !bytes.isEmpty else { throw .missing(name) }
        guard bytes.count == 16 else { throw .malformed(name, "has 16 bytes") }
        return Bytes(bytes)
    }

    func count(_ count: Int, max limit: Int) throws(ServiceProblem) {
        guard count <= limit else { throw .tooMuch(name, limit, "entries") }
    }

    /// How many are asked for.
    func limit(_ given: UInt32, usual: Int, max limit: Int) throws(ServiceProblem) -> Int {
        guard given > 0 else { return usual }
        guard given <= limit else { throw .tooMuch(name, limit, "entries") }
        return Int(given)
    }
}
