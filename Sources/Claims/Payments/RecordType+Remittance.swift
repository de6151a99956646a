package import Merge
package import Records
internal import Tables

extension RecordType {
    /// A payment of a payor, as its 835 says: a fact that is kept, never a value that is edited.
    ///
    /// The centre and each office have their own record of it, whose id follows from what it says
    /// and whose it is: no office writes to what another one made. `PaymentBook` counts each once.
    package static let remittance = RecordType(
        "remittance", "A payor's payment for claims, as its 835 says.",
        visibility: .offices(Remittance.offices), writers: .offices,
        Remittance.units)
}

/// What a `remittance` holds.
package enum Remittance: RecordKind {
    package static var type: RecordType { .remittance }

    /// Who pays by the payor's own words, the number of the check or transfer, and the SHA-256 of
    /// all that the set says.
    package static let payorKey = Field("payorKey", .text(max: 80), required: true)
    package static let trace = Field("trace", .text(max: 50))
    package static let digest = Field("digest", .format(.digest), required: true)
    package static let identity = Unit("identity", .immutable, [payorKey, trace, digest])

    /// In cents; less than nothing where the payor takes.
    package static let totalCents = Field("totalCents", .integer(PaymentLimits.cents))
    package static let method = Field("method", .text(max: 3))
    package static let paidOn = Field("paidOn", .day)
    package static let producedOn = Field("producedOn", .day)
    package static let payorName = Field("payorName", .text(max: 100))
    package static let payeeName = Field("payeeName", .text(max: 100))
    package static let payeeNpi = Field("payeeNpi", .text(max: 80))
    package static let claimCount = Field("claimCount", .integer(0...1_000_000))
    package static let lineCount = Field("lineCount", .integer(0...10_000_000))
    package static let payment = Unit(
        "payment", .immutable,
        [
            totalCents, method, paidOn, producedOn, payorName, payeeName, payeeNpi, claimCount,
            lineCount,
        ])

    /// The control numbers under which it came; one content may come again under others.
    package enum Envelopes {
        package static let interchange = Field("interchange", .text(max: 9), required: true)
        package static let group = Field("groupControl", .text(max: 9), required: true)
        package static let set = Field("setControl", .text(max: 9), required: true)
    }
    package static let envelopes = Rows.set(
        "envelopes", [Envelopes.interchange, Envelopes.group, Envelopes.set])

    /// What the payor takes or adds beside its claims; less than nothing is paid.
    package enum Provisions {
        package static let place = Field("place", .integer(1...999), required: true)
        package static let reason = Field("reason", .text(max: 10), required: true)
        package static let reference = Field("reference", .text(max: 50))
        package static let cents = Field("cents", .integer(PaymentLimits.cents), required: true)
    }
    package static let provisions = Rows.map(
        "provisions", .immutable, key: [Provisions.place],
        [Provisions.reason, Provisions.reference, Provisions.cents])

    /// Whose payment it is, among the payors that we know.
    package static let payor = Register("payor", .reference("payor"), .review)
    package static let offices = OfficeRows<Self>()
    package static let notes = NoteRows<Self>()

    static let units: [any UnitToken] = [
        identity, payment, envelopes, provisions, payor, offices, notes,
    ]
}

/// What figures of a payment may be.
package enum PaymentLimits {
    /// Ten thousand million dollars either way, in cents.
    package static let cents: ClosedRange<Int64> = -1_000_000_000_000...1_000_000_000_000
    /// Reasons of one claim or line as one text: 180 of them.
    package static let reasonsBytesMax = 5_000
}
