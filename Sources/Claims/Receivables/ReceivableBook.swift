package import Merge
package import Records

/// The receivables that are held here, of each office those of its newest snapshot.
package struct ReceivableBook<Lookup: RecordLookup> {
    private let lookup: Lookup

    package init(_ lookup: Lookup) {
        self.lookup = lookup
    }

    /// By office, day of service and number.
    ///
    /// - Parameter office: that one's alone.
    package func open(office: RecordID? = nil) -> [OpenReceivable] {
        let all = lookup.records(.receivable).filter(\.isActive).compactMap { OpenReceivable($0) }
            .filter { office == nil || $0.office == office }
        var newest: [RecordID: Day] = [:]
        for item in all {
            newest[item.office] = max(newest[item.office] ?? item.asOf, item.asOf)
        }
        let order = { (item: OpenReceivable) in (item.servedOn, item.number, item.id) }
        return all.filter { $0.asOf == newest[$0.office] }.sorted {
            $0.office == $1.office ? order($0) < order($1) : $0.office < $1.office
        }
    }

    /// One of them, by the end of its id, or by its number where only one has it.
    ///
    /// - Throws: `Stale` for one that its office's newest snapshot does not name.
    package func item(_ name: String) throws -> OpenReceivable {
        let numbered = lookup.records(where: Receivable.itemNumber, shows: name)
            .filter(\.isActive)
        let view = numbered.count == 1 ? numbered[0] : try lookup.view(.receivable, name)
        let office = view[Receivable.office]
        guard let found = open(office: office).first(where: { $0.id == view.id }) else {
            throw Stale()
        }
        return found
    }

    /// It was open once.
    package struct Stale: Error, Equatable, CustomStringConvertible {
        package var description: String {
            "the newest snapshot of its office does not name it: it is not open any more"
        }
    }

    /// Whether two snapshots of one day say otherwise of it: what is shown is the later word.
    package func isDoubtful(_ item: OpenReceivable) -> Bool {
        let entries = lookup.state(item.id)?.entries(of: Receivable.balance.name) ?? []
        guard entries.count > 1 else { return false }
        let days = entries.map {
            RecordRow(of: Receivable.balance.attribute, key: Value([]), value: $0.decoded)[
                Receivable.asOf]
        }
        return days.count { $0 == item.asOf } > 1
    }
}
