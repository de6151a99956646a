package import Merge
import Practice
package import Store

extension Desk {
    /// The doctor of an NPI, fit to work on that day.
    ///
    /// - Throws: `DoctorRefusal` for a wrong check digit, an excluded NPI, whether or not the
    ///   person is known here, and for an unknown doctor, in that order.
    package func doctor(
        _ npi: String, on day: Day, _ transaction: StoreTransaction
    ) throws -> RecordID {
        guard let number = TextFormat.npi.normalized(npi) else { throw DoctorRefusal.badNPI }
        let known = try known(number, transaction)
        let lookup = StoreLookup(transaction)
        let column = RecordType.exclusion.column("npi")
        let rows =
            try column.map {
                try transaction.ids(of: .exclusion, where: $0, is: .text(number))
            }?.compactMap { lookup.record($0) } ?? []
        let standing = ExclusionCheck.standing(rows, of: known, on: day, in: lookup)
        try lookup.check()
        if let row = standing.first {
            throw DoctorRefusal.excluded(
                list: row.text("list") ?? "", from: row.day("excludedFrom"))
        }
        guard let known else { throw DoctorRefusal.noSuchDoctor }
        return known
    }

    /// The doctor of an NPI, excluded or not: to look at, or to let go.
    package func anyDoctor(_ npi: String, _ transaction: StoreTransaction) throws -> RecordID {
        guard let number = TextFormat.npi.normalized(npi) else { throw DoctorRefusal.badNPI }
        guard let id = try known(number, transaction) else { throw DoctorRefusal.noSuchDoctor }
        return id
    }

    private func known(_ npi: String, _ transaction: StoreTransaction) throws -> RecordID? {
        let holders = try transaction.holders(of: npi, .practitioner)
        guard holders.count < 2 else {
            throw DeskError.ambiguous(type: "practitioner", candidates: holders)
        }
        return holders.first
    }

    func requireCentral() throws(DeskError) {
        guard office == nil else { throw .notCentral }
    }

    /// The writes that put a doctor at an office from a day on; none where one is assigned then
    /// or later.
    ///
    /// Two stations that do it make one row, as two imports do.
    func assignment(
        of doctor: RecordID, to office: RecordID, from day: Day, _ lookup: StoreLookup
    ) -> [Write] {
        let stays = DoctorStays(of: doctor, in: lookup)
        guard !stays.offices(from: day).contains(office) else { return [] }
        let derived = lookup.newID(
            .locationAssignment, ["\(doctor)/\(office)", day.description])
        let id = lookup.record(derived) == nil ? derived : newID()
        return [
            Write(
                .locationAssignment, id, "pair",
                ["practitioner": .reference(doctor), "office": .reference(office)]),
            Write(.locationAssignment, id, "term", ["effectiveFrom": .day(day)]),
        ]
    }
}
