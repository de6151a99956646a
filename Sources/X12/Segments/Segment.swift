package import Merge

/// One segment of an interchange, with its place in the file.
///
/// Its bytes are a window on what was read: whoever keeps a segment keeps all of that.
package struct Segment: Sendable {
    /// Two or three capital letters and digits; `CLP`.
    package let name: String
    /// Counted over the whole file, from 1.
    package let number: Int
    /// Of its first byte in the file, from 0.
    package let position: Int
    package let separators: Separators
    /// From the name to the last element, without the segment's end.
    package let bytes: Bytes
    /// Where elements end, the name's own end first.
    private let ends: [Int]

    init(
        _ bytes: Bytes, _ separators: Separators, number: Int, position: Int
    ) throws(X12Fault) {
        self.bytes = bytes
        self.separators = separators
        self.number = number
        self.position = position
        var ends: [Int] = []
        for index in bytes.indices where bytes[index] == separators.element {
            ends.append(index)
        }
        ends.append(bytes.endIndex)
        self.ends = ends
        self.name = String(decoding: bytes[bytes.startIndex..<ends[0]], as: UTF8.self)
        guard ends.count <= X12Limits.elementsMax + 1 else { throw fault(.tooManyElements) }
    }

    /// Whether the name could be one.
    var isNamed: Bool {
        let letters = Array(name.utf8)
        guard (2...3).contains(letters.count), (0x41...0x5A).contains(letters[0]) else {
            return false
        }
        return letters.allSatisfy { (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) }
    }

    package var elementCount: Int { ends.count - 1 }

    /// An element's text without the blanks around it, counted from 1; `nil` where it is blank.
    package subscript(_ element: Int) -> String? {
        window(element).flatMap(Self.text)
    }

    /// A component of an element, both counted from 1; an element without components is its first.
    package subscript(_ element: Int, _ component: Int) -> String? {
        guard let window = window(element) else { return nil }
        let parts = window.split(separator: separators.component, omittingEmptySubsequences: false)
        return parts.indices.contains(component - 1) ? Self.text(parts[component - 1]) : nil
    }

    /// The repetitions of an element; none where it is blank.
    package func repetitions(of element: Int) -> [String] {
        guard let window = window(element) else { return [] }
        guard let mark = separators.repetition else {
            return [Self.text(window)].compactMap(\.self)
        }
        return window.split(separator: mark).compactMap(Self.text)
    }

    /// How faults name an element: `SE01`.
    package func label(_ element: Int) -> String {
        name + (element < 10 ? "0" : "") + String(element)
    }

    /// A fault at this place.
    package func fault(_ reason: X12Fault.Reason) -> X12Fault {
        X12Fault(reason, segment: number, position: position)
    }

    func window(_ element: Int) -> Bytes? {
        guard element >= 1, element < ends.count else { return nil }
        let window = bytes[(ends[element - 1] + 1)..<ends[element]]
        return window.isEmpty ? nil : window
    }

    /// What is no UTF-8 is Latin-1, as older systems write names.
    private static func text(_ bytes: Bytes) -> String? {
        var window = bytes
        while let last = window.last, last <= 0x20 { window.removeLast() }
        while let first = window.first, first <= 0x20 { window.removeFirst() }
        guard !window.isEmpty else { return nil }
        if let text = String(validating: window, as: UTF8.self) { return text }
        return String(String.UnicodeScalarView(window.map { Unicode.Scalar($0) }))
    }
}

extension Segment {
    /// Its bytes as they would stand between the usual separators, with its end: two files that say
    /// the same say it so.
    package var plain: [UInt8] {
        var plain = bytes.map { byte in
            switch byte {
            case separators.element: UInt8(ascii: "*")
            case separators.component: UInt8(ascii: ":")
            case separators.repetition: UInt8(ascii: "^")
            default: byte
            }
        }
        plain.append(UInt8(ascii: "~"))
        return plain
    }
}
