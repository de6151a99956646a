internal import Merge
internal import Records
internal import Tables

/// A street address as two registries may both write it.
package struct PracticeAddress: Hashable, Sendable, CustomStringConvertible {
    package let line1: String
    package let city: String
    package let state: String
    package let zip: String

    init(line1: String, city: String, state: String, zip: String) {
        self.line1 = line1
        self.city = city
        self.state = state
        self.zip = zip
    }

    /// Where an office sees patients.
    init(office: RecordView) {
        self.init(
            line1: office[Office.physicalAddress.line1] ?? "",
            city: office[Office.physicalAddress.city] ?? "",
            state: office[Office.physicalAddress.state] ?? "",
            zip: office[Office.physicalAddress.zip] ?? "")
    }

    var isBlank: Bool { line1.isEmpty || zip.isEmpty }

    /// Whether both name one building: house and street as the post office abbreviates them, and
    /// the first five digits of the zip.
    ///
    /// A suite does not count.
    func isSameBuilding(as other: PracticeAddress) -> Bool {
        !isBlank && zip.prefix(5) == other.zip.prefix(5) && street == other.street
    }

    private var street: [String] {
        let words = line1.split { $0 == " " || $0 == "," || $0 == "." }
            .map { ASCIIText.uppercased($0.utf8) }.map { String(decoding: $0, as: UTF8.self) }
        let end = words.dropFirst().firstIndex {
            Self.units.contains($0) || $0.hasPrefix("#")
        }
        return words[..<(end ?? words.endIndex)].map { Self.short[$0] ?? $0 }
    }

    package var description: String {
        [line1, city, state, String(zip.prefix(5))].filter { !$0.isEmpty }.joined(separator: " ")
    }

    private static let units: Set = [
        "STE", "SUITE", "UNIT", "FL", "FLOOR", "APT", "RM", "ROOM", "BLDG", "BUILDING",
    ]

    private static let short = [
        "STREET": "ST", "AVENUE": "AVE", "ROAD": "RD", "BOULEVARD": "BLVD", "DRIVE": "DR",
        "LANE": "LN", "COURT": "CT", "PLACE": "PL", "SQUARE": "SQ", "HIGHWAY": "HWY",
        "TURNPIKE": "TPKE", "PARKWAY": "PKWY", "CIRCLE": "CIR", "TERRACE": "TER", "NORTH": "N",
        "SOUTH": "S", "EAST": "E", "WEST": "W", "MOUNT": "MT", "SAINT": "ST", "ROUTE": "RTE",
    ]
}
