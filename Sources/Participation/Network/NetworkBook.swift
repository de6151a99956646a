package import Merge
package import Records
package import Tables

/// Everything that decides who is in network where and when, read once and kept by key.
///
/// It is built from what a replica holds, so it answers with the line down. An office holds its own
/// cases only: it says nothing of other offices, and "unknown" when it is asked.
package struct NetworkBook: Sendable {
    /// The office whose cases alone are here; `nil` where all are.
    package let heldOffice: RecordID?
    package let doctors: [Doctor]
    package let offices: [Office]
    package let contracts: [Contract]
    package let payors: [Payor]
    private let doctorPlaces: [RecordID: Int]
    private let officePlaces: [RecordID: Int]
    private let contractPlaces: [RecordID: Int]
    private let payorPlaces: [RecordID: Int]
    private let assignments: [Post: [Assignment]]
    private let blocks: [Post: [Block]]
    private let cases: [Seat: [Case]]
    private let accesses: [RecordID: [Access]]
    package let lapses: Lapses
    package let excluded: ExcludedDoctors
    /// Every pair of doctor and office with an assignment or hours whose cases would be here, by
    /// the doctor's name and the office's code.
    package let posts: [Post]
    private let postsByOffice: [RecordID: [Post]]
    /// For each office the contracts that ever cover it, with the days, by the contract's code.
    private let covering: [RecordID: [(contract: Int, days: DaySet)]]

    /// A doctor at an office.
    package struct Post: Hashable, Sendable {
        package let doctor: RecordID
        package let office: RecordID

        package init(doctor: RecordID, office: RecordID) {
            self.doctor = doctor
            self.office = office
        }
    }

    /// A doctor in a contract at an office.
    package struct Seat: Hashable, Sendable {
        package let doctor: RecordID
        package let contract: RecordID
        package let office: RecordID

        package init(doctor: RecordID, contract: RecordID, office: RecordID) {
            self.doctor = doctor
            self.contract = contract
            self.office = office
        }
    }

    package init(_ lookup: some RecordLookup) {
        self.heldOffice = lookup.office
        let active = { (type: RecordType) in lookup.records(type).lazy.filter(\.isActive) }
        let doctors = active(.practitioner).map(Doctor.init).sorted { $0.order < $1.order }
        let titles = RecordTitle(lookup)
        let offices = active(.office).map { Office($0, titles) }.sorted { $0.order < $1.order }
        let payors = lookup.records(.payor).map { Payor($0, titles) }
            .sorted { $0.order < $1.order }
        let locations = Dictionary(grouping: active(.contractLocation)) {
            $0[ContractLocation.contract]
        }
        let contracts = active(.payorContract).map { view in
            Contract(view, locations: locations[view.id] ?? [])
        }.sorted { $0.order < $1.order }
        self.doctors = doctors
        self.offices = offices
        self.payors = payors
        self.contracts = contracts
        self.doctorPlaces = Self.places(doctors.map(\.id))
        self.officePlaces = Self.places(offices.map(\.id))
        self.payorPlaces = Self.places(payors.map(\.id))
        self.contractPlaces = Self.places(contracts.map(\.id))
        let assignments = Self.grouped(
            active(.locationAssignment).compactMap(Assignment.init))
        let blocks = Self.grouped(active(.scheduleBlock).compactMap(Block.init))
        self.assignments = assignments
        self.blocks = blocks
        let posts = Self.ordered(
            Set(assignments.keys).union(blocks.keys), doctorPlaces, officePlaces)
        self.posts = posts.filter { [heldOffice] in
            heldOffice == nil || $0.office == heldOffice
        }
        self.postsByOffice = Dictionary(grouping: posts, by: \.office)
        let excluded = ExcludedDoctors(lookup)
        self.excluded = excluded
        self.cases = Dictionary(
            grouping: active(.enrollment).compactMap { Case($0, excluded) }, by: \.seat)
        self.accesses = Dictionary(
            grouping: active(.networkAccess).compactMap(Access.init), by: \.contract)
        self.lapses = Lapses(lookup)
        self.covering = Self.covering(contracts, offices)
    }

    // MARK: Asking

    /// The doctor of that id; `nil` for one not held here.
    package func doctor(_ id: RecordID) -> Doctor? { doctorPlaces[id].map { doctors[$0] } }

    /// The office of that id; `nil` for one not held here.
    package func office(_ id: RecordID) -> Office? { officePlaces[id].map { offices[$0] } }

    /// The contract of that id; `nil` for one not held here.
    package func contract(_ id: RecordID) -> Contract? {
        contractPlaces[id].map { contracts[$0] }
    }

    /// The payor that stands in a payor's place, however many times it was replaced.
    package func payor(_ id: RecordID) -> Payor? {
        var seen: Set<RecordID> = []
        var next = payorPlaces[id].map { payors[$0] }
        while let payor = next, let other = payor.replacedBy, seen.insert(payor.id).inserted {
            guard let place = payorPlaces[other] else { return payor }
            next = payors[place]
        }
        return next
    }

    /// Whether the cases of an office would be found here.
    package func holds(_ office: RecordID) -> Bool { heldOffice == nil || heldOffice == office }

    /// Where a doctor is or was assigned, by office code.
    package func assignments(at post: Post) -> [Assignment] { assignments[post] ?? [] }

    /// A doctor's hours at an office, day by day.
    package func blocks(at post: Post) -> [Block] { blocks[post] ?? [] }

    /// The cases of a doctor in a contract at an office; more than one where two desks opened one.
    package func cases(at seat: Seat) -> [Case] { cases[seat] ?? [] }

    /// Which payors may use a contract that they did not sign.
    package func accesses(of contract: RecordID) -> [Access] { accesses[contract] ?? [] }

    /// The contracts that cover an office on some day, by code, with the days.
    package func contracts(at office: RecordID) -> [(contract: Contract, days: DaySet)] {
        (covering[office] ?? []).map { (contracts[$0.contract], $0.days) }
    }

    /// The posts, and those that only a case speaks of.
    package var postsWithCases: [Post] {
        let named = cases.keys.map { Post(doctor: $0.doctor, office: $0.office) }
        return Self.ordered(Set(posts).union(named), doctorPlaces, officePlaces)
    }

    /// Whether a doctor is still expected at an office, or nobody ever wrote that he would be.
    package func isCurrent(_ post: Post, on day: Day) -> Bool {
        let (assignments, blocks) = (assignments(at: post), blocks(at: post))
        if assignments.isEmpty, blocks.isEmpty { return true }
        if let departed = doctor(post.doctor)?.departOn, departed < day { return false }
        return assignments.contains { day <= $0.days.last } || blocks.contains { day <= $0.day }
    }

    /// Who is assigned to an office, at any time.
    package func posts(at office: RecordID) -> [Post] { postsByOffice[office] ?? [] }

    // MARK: Building

    private static func places(_ ids: [RecordID]) -> [RecordID: Int] {
        Dictionary(
            ids.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private static func ordered(
        _ posts: Set<Post>, _ doctors: [RecordID: Int], _ offices: [RecordID: Int]
    ) -> [Post] {
        let placed = posts.filter { doctors[$0.doctor] != nil && offices[$0.office] != nil }
        let place = { (post: Post) in (doctors[post.doctor] ?? 0, offices[post.office] ?? 0) }
        return placed.sorted { place($0) < place($1) }
    }

    private static func grouped<Item: Posted>(_ items: some Sequence<Item>) -> [Post: [Item]] {
        Dictionary(grouping: items, by: \.post)
    }

    private static func covering(
        _ contracts: [Contract], _ offices: [Office]
    ) -> [RecordID: [(contract: Int, days: DaySet)]] {
        var covering: [RecordID: [(contract: Int, days: DaySet)]] = [:]
        for (index, contract) in contracts.enumerated() {
            for office in offices {
                let place = contract.reach.place(office.id, of: office.organization)
                guard !place.isEmpty else { continue }
                // While nobody knows whether it is in force, it is not left out.
                let days = place.intersection(contract.reach.inForce ?? .always)
                guard !days.isEmpty else { continue }
                covering[office.id, default: []].append((index, days))
            }
        }
        return covering
    }
}
