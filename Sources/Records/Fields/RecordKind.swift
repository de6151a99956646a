package import Merge
internal import Tables

/// What one type of record holds: its fields and units, each declared once, by its Swift type.
///
/// The declarations are the schema. Inside a conforming type `Field("expiresOn", .day)` is a field
/// of that record whose content is a `Day`: a rule that reads `view[Credential.expiresOn]` gets a
/// day or nothing, and a field that nobody declared is no name at all.
package protocol RecordKind: Sendable {
    /// The record type that the fields belong to.
    static var type: RecordType { get }
}

extension RecordKind {
    /// A field of a unit, or of the entries of a set, map or log.
    package typealias Field<Content: FieldContent> = TypedField<Self, Content>
    /// A unit of one field, named like it.
    package typealias Register<Content: FieldContent> = TypedRegister<Self, Content>
    /// A unit of several fields that only make sense together.
    package typealias Unit = TypedUnit<Self>
    /// Elements, the pairs of a map, or the entries of a log.
    package typealias Rows = TypedRows<Self>
    /// Transitions of the record's workflow.
    package typealias Steps = StepRows<Self>
    /// First and last day, both inclusive; a blank last day means open.
    package typealias Term = TermUnit<Self>
    /// A mailing address that is never mixed from two writers' halves.
    package typealias Address = AddressUnit<Self>
    /// A person's name as one block; it must match the licence or the card as a whole.
    package typealias PersonName = PersonNameUnit<Self>
}

/// What several types of records name alike, for rules that look at any of them.
///
/// On a record whose type has no such field it reads as blank.
package enum AnyRecord: RecordKind {
    /// What a reference says that may name a record of any type: what a document, a task or a note
    /// is about.
    package static let typeName = "record"
    /// No type at all: nothing is ever written under it.
    package static let type = RecordType(
        typeName, "Any record.", visibility: .group, writers: .hub, [Attribute]())

    package static let practitioner = Field("practitioner", .reference("practitioner"))
    package static let contract = Field("contract", .reference("payor_contract"))
    package static let payor = Field("payor", .reference("payor"))
    package static let insurancePlan = Field("insurancePlan", .reference("insurance_plan"))
    package static let patient = Field("patient", .reference("patient"))
    package static let npi = Field("npi", .format(.npi))
    package static let code = Field("code", .format(.code))
    package static let reviewDueOn = Field("reviewDueOn", .day)
    package static let office = Field("office", .reference("office"))
    package static let provisionalOffice = Field("provisionalOffice", .reference("office"))
    package static let targetType = Field("targetType", .text(max: 64))
    package static let targetAttribute = Field("targetAttribute", .text(max: 64))
    package static let replacedBy = Field("replacedBy", .anyReference)
    /// What two records of one person say of each other; of other things, nothing.
    package enum Links {
        package static let other = Field("patient", .reference("patient"), required: true)
        package static let kind = Field(
            "kind", .choice(LinkKind.allCases.map(\.rawValue)), required: true)
    }
    package static let links = Rows.set("links", writers: .central, [Links.other, Links.kind])
    package static let lifecycle = Field("lifecycle", .choice(Lifecycle.allCases.map(\.rawValue)))
    package static let lifecycleReason = Field("lifecycleReason", .text(max: 255))
    package static let imported = ImportedUnit<Self>()
    package static let term = Term(.review)
    package static let name = PersonName("name")
    package static let address = Address("address", prefix: "address", .review)
    package static let status = Steps(words: [])
    /// What steps of several workflows say, of whichever a rule looks at.
    package static let effectiveOn = Field("effectiveOn", .day)
    package static let reference = Field("reference", .text(max: 60))
    package static let channel = Field("channel", .text(max: 40))
    package static let by = Field("by", .reference("user"))
    /// Whom a file names, and whose that was found to be.
    package static let memberId = Field("memberId", .text(max: 80))
    package static let patientFamily = Field("patientFamily", .text(max: 70))
    package static let patientGiven = Field("patientGiven", .text(max: 70))
    package static let payorName = Field("payorName", .text(max: 100))
    package static let payorNumber = Field("payorNumber", .text(max: 80))
    package static let coverage = Field("coverage", .reference("coverage"))
    package static let matchedBy = Field("matchedBy", .text(max: 300))
}
