package import Merge
package import Records
internal import Tables

extension RecordType {
    /// How often an office did a procedure: what a rate change is worth.
    package static let volume = RecordType(
        "volume", "How often an office did a procedure in a period.",
        visibility: .office(Volume.office), writers: .office(Volume.office),
        Volume.units)
}

/// What a `volume` holds.
package enum Volume: RecordKind {
    package static var type: RecordType { .volume }

    package static let office = Field("office", .reference("office"), required: true)
    package static let code = Field("code", .format(.procedure), required: true)
    package static let period = Field("period", .text(max: 10), required: true)
    package static let identity = Unit("identity", .immutable, [office, code, period])

    package static let procedureCount = Register(
        "procedureCount", .integer(0...10_000_000), .latest)
    package static let imported = ImportedUnit<Self>()

    static let units: [any UnitToken] = [identity, procedureCount, imported]
}
