package import Merge
internal import Records
package import Tables

/// Receivables summed by age, for each of the kinds that somebody asks for.
package struct Ageing: Sendable {
    /// In the order of their columns.
    package private(set) var groups: [Group] = []

    /// By what receivables may be summed.
    package enum Kind: String, CaseIterable, Sendable {
        case office, entity, payor, debtor
    }

    /// What is alike in those that are summed; blank where it is not asked for, or not known.
    package struct Alike: Hashable, Sendable {
        package var office: RecordID?
        package var entity: RecordID?
        package var payor: RecordID?
        package var debtor: Receivable.Debtor?

        init(_ item: OpenReceivable, by kinds: Set<Kind>) {
            self.office = kinds.contains(.office) ? item.office : nil
            self.entity = kinds.contains(.entity) ? item.organization : nil
            self.payor = kinds.contains(.payor) ? item.payor : nil
            self.debtor = kinds.contains(.debtor) ? item.debtor : nil
        }
    }

    /// Receivables that are alike.
    package struct Group: Sendable {
        package let alike: Alike
        package private(set) var count = 0
        /// Of the oldest snapshot among them.
        package private(set) var asOf: Day
        /// By age.
        package private(set) var sums = [CheckedSum](
            repeating: CheckedSum(), count: OpenReceivable.Age.allCases.count)
        package private(set) var total = CheckedSum()
        /// What was sent to collections, out of the total.
        package private(set) var collections = CheckedSum()

        fileprivate init(_ alike: Alike, asOf: Day) {
            self.alike = alike
            self.asOf = asOf
        }

        fileprivate mutating func add(_ item: OpenReceivable) {
            count += 1
            asOf = min(asOf, item.asOf)
            let cents = CheckedSum(item.cents)
            sums[item.age.rawValue] += cents
            total += cents
            if item.isInCollections { collections += cents }
        }
    }

    package init(_ items: [OpenReceivable], by kinds: Set<Kind>) {
        var found: [Alike: Group] = [:]
        for item in items {
            let alike = Alike(item, by: kinds)
            found[alike, default: Group(alike, asOf: item.asOf)].add(item)
        }
        self.groups = found.values.sorted { Self.order($0.alike) < Self.order($1.alike) }
    }

    private static func order(_ alike: Alike) -> String {
        [
            alike.office?.description, alike.entity?.description, alike.payor?.description,
            alike.debtor?.rawValue,
        ].map { $0 ?? "" }.joined(separator: " ")
    }
}
