import Merge
internal import Participation
internal import Practice
internal import Records
internal import Rulebook

extension Workload {
    /// A payor: the group's, or an office's own until the centre adopts it.
    static let payor = Workload(
        "payor", weight: 12,
        deeds: { desk in
            let who = desk.signature()
            let lookup = desk.reading.lookup
            let own = lookup.records(.payor).filter { $0[Payor.provisionalOffice] != nil }
            if desk.office == nil, desk.dice.isLucky(85), let payor = desk.dice.one(of: own) {
                let group = desk.dice.isLucky(50) ? nil : desk.some(RecordType.payor.name)
                let adopt = AdoptRecord(
                    .payor, payor.id.description, as: group?.description, code: nil)
                return try desk.perform(.adopt, adopt, by: who)
            }
            let facts = [
                Assignment(Payor.code, desk.code("P", below: 40)),
                Assignment(Payor.name, desk.word()),
            ]
            let mine = desk.office.map { [Assignment(Payor.provisionalOffice, $0.description)] }
            try desk.perform(.create, CreateRecord(.payor, facts + (mine ?? [])), by: who)
        })

    /// A contract with offices, and its end, which takes two people.
    static let contracts = Workload(
        "contracts", weight: 14,
        deeds: { desk in
            let who = desk.signature()
            guard let code = desk.key(of: PayorContract.self), desk.dice.isLucky(60) else {
                guard let payor = desk.key(of: Payor.self) else { return }
                return try desk.perform(.contract, desk.contract(with: payor), by: who)
            }
            let asked = desk.terminationRequested()
            if let code = asked, desk.dice.isLucky(60) {
                guard desk.dice.isLucky(30) else {
                    return try desk.perform(.terminate, TerminateContract(code), by: who)
                }
                return try desk.perform(.withdrawTermination, WithdrawTermination(code), by: who)
            }
            if desk.dice.isLucky(5) {
                return try desk.perform(.withdrawTermination, WithdrawTermination(code), by: who)
            }
            var end = TerminateContract(code, through: desk.dice.isLucky(80) ? desk.someDay() : nil)
            end.isAlone = desk.dice.isLucky(15)
            try desk.perform(.terminate, end, by: who)
        })
}

extension Worker {
    /// A contract whose end somebody asked for.
    fileprivate mutating func terminationRequested() -> String? {
        let asked = reading.lookup.records(.payorContract).filter {
            Workflow.contract.standing(of: $0).isIn(PayorContract.State.terminationRequested)
        }
        return dice.one(of: asked)?.naturalKey
    }
}
