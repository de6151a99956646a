internal import Merge

/// The bytes that part an interchange, as its ISA segment says them.
package struct Separators: Hashable, Sendable {
    package let element: UInt8
    package let component: UInt8
    /// `nil` before version 00402, where ISA11 was something else.
    package let repetition: UInt8?
    package let segment: UInt8

    /// The bytes of an ISA segment, its end included.
    static let headerBytes = 106
    /// Where the element separator stands in it.
    private static let places = [
        3, 6, 17, 20, 31, 34, 50, 53, 69, 76, 81, 83, 89, 99, 101, 103,
    ]
    private static let (repetitionPlace, versionPlaces) = (82, 84..<89)

    /// Those that most files have.
    static let usual = Separators(parts: Array("*:^~".utf8))

    private init(parts: [UInt8]) {
        self.element = parts[0]
        self.component = parts[1]
        self.repetition = parts[2]
        self.segment = parts[3]
    }

    /// - Parameter header: the 106 bytes from `ISA` on.
    init(header: Bytes) throws(X12Fault.Reason) {
        let bytes = Array(header)
        let element = bytes[3]
        let found = bytes.dropLast(2).indices.filter { bytes[$0] == element }
        guard found == Self.places else { throw .headerShape }
        self.element = element
        self.component = bytes[104]
        self.segment = bytes[105]
        let told = bytes[Self.repetitionPlace]
        let version = String(decoding: bytes[Self.versionPlaces], as: UTF8.self)
        self.repetition = version < "00402" || Self.isPlain(told) ? nil : told
        let all = [element, component, segment] + [repetition].compactMap(\.self)
        guard Set(all).count == all.count, !all.contains(where: Self.isPlain) else {
            throw .separators
        }
    }

    /// A letter, a digit or a blank parts nothing.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x20: true
        default: false
        }
    }
}

extension X12Fault.Reason: Error {}
