import Merge

extension Workload {
    /// A doctor's record: the centre's to write; an office that does it anyway only proposes.
    static let credential = Workload("credential", weight: 8) { desk in
        if let doctor = desk.some("practitioner"), desk.dice.isLucky(70) {
            return [Write(doctor, "practitioner", "preferredName", desk.text())]
        }
        let doctor = desk.newID()
        return [
            Write(doctor, "practitioner", "legalName", desk.text(), desk.text()),
            Write(doctor, "practitioner", "preferredName", desk.text()),
        ]
    }

    /// A payor: the group's, or an office's own until the centre adopts it.
    static let contract = Workload("contract", weight: 10) { desk in
        if let payor = desk.some("payor"), desk.dice.isLucky(65) {
            if desk.office == nil, desk.dice.isLucky(30) {
                return [Write(payor, "payor", "provisionalOffice", .null)]
            }
            return [
                desk.dice.isLucky(50)
                    ? Write(payor, "payor", "name", desk.text())
                    : Write(payor, "payor", "aliases", element: [desk.text()])
            ]
        }
        let payor = desk.newID()
        let provisional = desk.office.map {
            Write(payor, "payor", "provisionalOffice", desk.reference($0))
        }
        return [
            Write(payor, "payor", "code", .text("P\(desk.dice.below(99))")),
            Write(payor, "payor", "name", desk.text()),
        ] + (provisional.map { [$0] } ?? [])
    }
}
