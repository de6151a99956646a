package import Merge
package import Records
internal import Tables

/// One document that a payor wants to see at an event: a row of its requirement template.
package struct PacketRequirement: Hashable, Sendable {
    package let documentKind: String
    package let formName: String?
    package let position: Int64
    package let freshnessDays: Int64?
    package let isPerLocation: Bool
    package let isPerTin: Bool
    package let signature: String?
    package let channel: String?

    /// At what a template asks for documents.
    package enum Event: String, Sendable {
        case newProvider, addLocation, move, term, recredential, tinChange
    }

    /// The kind as it is compared: a template's `W-9` asks for the `w9` that is on file.
    package var kind: String { PacketRequirement.folded(documentKind) }

    /// The kind as documents on file have it; as the template has it, where none is of that kind.
    package var shownKind: String {
        Document.documentKinds.first { PacketRequirement.folded($0) == kind } ?? documentKind
    }

    /// A kind of document as two spellings of it are compared.
    package static func folded(_ kind: String) -> String { TextFold.name(kind) }

    /// Reads one of a template's items.
    init?(_ item: RecordRow) {
        typealias Item = RequirementTemplate.Items
        guard let kind = item[Item.documentKind] else { return nil }
        self.documentKind = kind
        self.formName = item[Item.formName]
        self.position = item[Item.position] ?? 0
        self.freshnessDays = item[Item.freshnessDays]
        self.isPerLocation = item[Item.isPerLocation] ?? false
        self.isPerTin = item[Item.isPerTin] ?? false
        self.signature = item[Item.signature]
        self.channel = item[Item.channel]
    }

    /// What a contract's payor asks for: the contract's own template counts before the payor's.
    package static func of(
        _ contract: RecordID, at event: Event, in lookup: some RecordLookup
    ) -> [PacketRequirement] {
        guard let view = lookup.record(contract) else { return [] }
        let fits = { (template: RecordView) in
            template.isActive && template[RequirementTemplate.event] == event.rawValue
        }
        if let own = view[PayorContract.requirementTemplate].flatMap(lookup.record), fits(own) {
            return items(of: [own])
        }
        guard let payor = view[PayorContract.payor] else { return [] }
        let named = lookup.record(payor)?[Payor.requirementTemplate].flatMap(lookup.record)
        let listed = lookup.records(where: RequirementTemplate.payor, is: payor)
        let others = listed.filter { $0.id != named?.id }
        return items(of: ([named].compactMap(\.self) + others).filter(fits))
    }

    /// What all of these contracts' payors ask for, each document once.
    package static func union(
        of contracts: [RecordID], at event: Event, in lookup: some RecordLookup
    ) -> [PacketRequirement] {
        var seen: Set<[String?]> = []
        return contracts.flatMap { of($0, at: event, in: lookup) }
            .filter { seen.insert([$0.kind, $0.formName]).inserted }
    }

    private static func items(of templates: [RecordView]) -> [PacketRequirement] {
        templates.flatMap { $0[RequirementTemplate.items].compactMap(PacketRequirement.init) }
            .sorted { ($0.position, $0.documentKind) < ($1.position, $1.documentKind) }
    }
}
