package import Merge

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
        RecordType.documentKinds.first { PacketRequirement.folded($0) == kind } ?? documentKind
    }

    package static func folded(_ kind: String) -> String { TextFold.name(kind) }

    init?(_ pair: Projection.Pair) {
        guard let kind = pair.key[0].text else { return nil }
        let value = pair.value ?? Value([])
        self.documentKind = kind
        self.formName = pair.key[1].text
        self.position = value[0].int ?? 0
        self.freshnessDays = value[1].int
        self.isPerLocation = value[2].flag ?? false
        self.isPerTin = value[3].flag ?? false
        self.signature = value[4].text
        self.channel = value[5].text
    }

    /// What a contract's payor asks for: the contract's own template counts before the payor's.
    package static func of(
        _ contract: RecordID, at event: Event, in lookup: some RecordLookup
    ) -> [PacketRequirement] {
        guard let view = lookup.record(contract) else { return [] }
        let fits = { (template: RecordView) in
            template.isActive && template.text("event") == event.rawValue
        }
        if let own = view.reference("requirementTemplate").flatMap(lookup.record), fits(own) {
            return items(of: [own])
        }
        guard let payor = view.reference("payor") else { return [] }
        let named = lookup.record(payor)?.reference("requirementTemplate").flatMap(lookup.record)
        let listed = lookup.records("requirement_template", where: "payor", is: payor)
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
        templates.flatMap { $0.pairs("items").compactMap(PacketRequirement.init) }
            .sorted { ($0.position, $0.documentKind) < ($1.position, $1.documentKind) }
    }
}
