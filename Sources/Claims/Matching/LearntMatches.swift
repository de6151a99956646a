internal import Merge
internal import Records
internal import Tables

// A payor that misspells a name, or has another member id, does so every time. What a person said
// once of a member id, a name and a payor's name holds for whatever names the three again; where
// two people said otherwise of them, it teaches nothing.

/// What people said whose it is, for whatever names the same person the same way.
struct LearntMatches {
    private struct Person: Hashable {
        let memberId: String
        let family: String
        let given: String

        /// - Returns: `nil` where something of it is missing: a name alone is many people's.
        init?(_ facts: ClaimFacts) {
            guard let member = facts.memberId.flatMap(TextFormat.memberID.normalized),
                let family = facts.family.map(TextFold.name), !family.isEmpty,
                let given = facts.given.map(TextFold.name), !given.isEmpty
            else { return nil }
            self.memberId = member
            self.family = family
            self.given = given
        }
    }

    private struct Lesson {
        let payorNames: Set<String>
        let coverage: RecordID
    }

    private var lessons: [Person: [Lesson]] = [:]

    init(_ lookup: some RecordLookup) {
        let types: [RecordType] = [.claimPayment, .claim, .waitingAnswer]
        for type in types {
            let field = AnyRecord.matchedBy.name
            for view in lookup.records(type, where: field, shows: PaymentMatch.byPerson)
            where !view.isDisputed(AnyRecord.coverage) {
                learn(from: view, in: lookup)
            }
        }
    }

    private mutating func learn(from view: RecordView, in lookup: some RecordLookup) {
        var facts = ClaimFacts()
        facts.memberId = view[AnyRecord.memberId]
        facts.family = view[AnyRecord.patientFamily]
        facts.given = view[AnyRecord.patientGiven]
        facts.payorNames = [view[AnyRecord.payorName], view[AnyRecord.payorNumber]]
            .compactMap(\.self)
        // A payment's payor stands in its remittance.
        if view.type.name == RecordType.claimPayment.name,
            let payment = ObservedPayment(view)
        {
            facts = ClaimFacts(payment, of: lookup.record(payment.remittance))
        }
        guard view.isActive, let coverage = view[AnyRecord.coverage], let person = Person(facts)
        else { return }
        lessons[person, default: []].append(
            Lesson(payorNames: Self.names(facts), coverage: coverage))
    }

    /// The one coverage that people named where somebody was called so before.
    func coverage(of facts: ClaimFacts) -> RecordID? {
        guard let person = Person(facts) else { return nil }
        let names = Self.names(facts)
        let said = lessons[person, default: []]
            .filter { !$0.payorNames.isDisjoint(with: names) }.map(\.coverage)
        return Set(said).count == 1 ? said.first : nil
    }

    private static func names(_ facts: ClaimFacts) -> Set<String> {
        Set(facts.payorNames.map(TextFold.name))
    }
}
