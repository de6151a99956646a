package import Merge
package import Records

/// What keeps transactions from payors whose contracts are in force; none where nobody keeps the
/// register.
package struct ConnectionGaps<Lookup: RecordLookup> {
    private let lookup: Lookup
    private let today: Day

    /// After so many days without a step somebody asks.
    package static var silenceDays: Int64 { 30 }
    /// What every payor with a contract should take.
    private static var wanted: [PayorConnection.Transaction] { [.dentalClaim, .remittance] }

    package init(_ lookup: Lookup, today: Day) {
        self.lookup = lookup
        self.today = today
    }

    /// By payor and transaction.
    package func all() -> [ConnectionGap] {
        let connections = Connection.all(in: lookup)
        guard !connections.isEmpty else { return [] }
        let doctors = doctorsByPayor()
        let byPayor = Dictionary(grouping: connections, by: \.payor)
        let missing = doctors.keys.flatMap { payor -> [ConnectionGap] in
            let own = (byPayor[payor] ?? []).filter { $0.state != .ended }
            return Self.wanted.filter { kind in !own.contains { $0.transaction == kind } }.map {
                ConnectionGap(
                    payor: payor, transaction: $0, connection: nil, kind: .missing, doctors: [])
            }
        }
        let others = connections.compactMap { gap($0, doctors[$0.payor] ?? []) }
        return (missing + others).sorted {
            ($0.payor, $0.transaction.rawValue, $0.kind.rawValue)
                < ($1.payor, $1.transaction.rawValue, $1.kind.rawValue)
        }
    }

    private func gap(_ connection: Connection, _ doctors: Set<RecordID>) -> ConnectionGap? {
        let lacking = doctors.subtracting(connection.loaded).sorted()
        guard let kind = kind(connection, lacks: !lacking.isEmpty) else { return nil }
        return ConnectionGap(
            payor: connection.payor, transaction: connection.transaction, connection: connection,
            kind: kind, doctors: kind == .notLoaded ? lacking : [])
    }

    private func kind(_ connection: Connection, lacks: Bool) -> ConnectionGap.Kind? {
        guard connection.standing.conflict == nil else { return .conflict }
        switch connection.state {
        case .ended: return nil
        case .rejected, .suspended: return isPutOff(connection) ? nil : .stopped
        case .live: return lacks && connection.transaction.namesDoctor ? .notLoaded : nil
        case .notEnrolled, .requested, .testing:
            if let next = connection.nextActionOn { return next <= today ? .silent : nil }
            let last = connection.lastStepOn
            return last.map { $0.advanced(by: Self.silenceDays) <= today } ?? true
                ? .silent : nil
        }
    }

    private func isPutOff(_ connection: Connection) -> Bool {
        connection.nextActionOn.map { today < $0 } ?? false
    }

    /// The doctors whose cases are in force, by the payor of the contract that is.
    private func doctorsByPayor() -> [RecordID: Set<RecordID>] {
        var payors: [RecordID: RecordID] = [:]
        for contract in lookup.records(.payorContract) where contract.isActive {
            let state = Workflow.contract.standing(of: contract).state
            guard Workflow.contract.state(state)?.isInForce == true,
                let payor = contract[PayorContract.payor]
            else { continue }
            payors[contract.id] = payor
        }
        var found = Dictionary(
            uniqueKeysWithValues: Set(payors.values).map { ($0, Set<RecordID>()) })
        for view in lookup.records(.enrollment) where view.isActive {
            guard let payor = view[Enrollment.contract].flatMap({ payors[$0] }),
                let doctor = view[Enrollment.practitioner], CaseState(view).isInForce
            else { continue }
            found[payor, default: []].insert(doctor)
        }
        return found
    }
}
