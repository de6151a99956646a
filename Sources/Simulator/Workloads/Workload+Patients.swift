import Merge

extension Workload {
    /// A patient walks in.
    static let registerPatient = Workload("register patient", weight: 14) { desk in
        guard let office = desk.office ?? desk.dice.one(of: desk.offices) else { return [] }
        let patient = desk.newID()
        var offices = [office]
        if desk.dice.isLucky(40), let other = desk.dice.one(of: desk.offices), other != office {
            offices.append(other)
        }
        return [
            Write(patient, "patient", "name", desk.text(), desk.text()),
            Write(patient, "patient", "birthDate", desk.day()),
        ]
            + offices.map {
                Write(patient, "patient", "offices", element: [desk.reference($0)])
            }
    }

    /// The front desk corrects one thing or two.
    static let editPatient = Workload("edit patient", weight: 30) { desk in
        guard let patient = desk.some("patient") else { return [] }
        var writes = [
            Write(patient, "patient", "preferredName", desk.text()),
            Write(patient, "patient", "name", desk.text(), desk.text()),
            Write(patient, "patient", "birthDate", desk.day()),
            Write(patient, "patient", "language", desk.text()),
            Write(patient, "patient", "medicaid", .text("OR"), desk.text()),
        ]
        writes.shuffle(using: &desk.dice)
        return Array(writes.prefix(1 + desk.dice.below(3)))
    }

    /// A restriction is added, or somebody wants to remove one.
    static let restrictPatient = Workload("restrict patient", weight: 6) { desk in
        guard let patient = desk.some("patient") else { return [] }
        let removes = desk.dice.isLucky(40)
        return [
            Write(
                patient, "patient", "restrictions",
                element: [.text("word\(desk.dice.below(3))")], isRemoval: removes)
        ].filter { !removes || !desk.state(patient).seen($0.attribute, key: $0.key).isEmpty }
    }

    /// The centre moves many patients at once: one change set, so one position.
    static let moveMany = Workload("move many", weight: 5) { desk in
        guard desk.office == nil, let joins = desk.dice.one(of: desk.offices),
            let leaves = desk.dice.one(of: desk.offices)
        else { return [] }
        return desk.records("patient").flatMap { patient in
            var writes: [Write] = []
            if !desk.isPatient(patient, of: joins) {
                writes.append(
                    Write(patient, "patient", "offices", element: [desk.reference(joins)]))
            }
            if leaves != joins, desk.isPatient(patient, of: leaves) {
                writes.append(
                    Write(
                        patient, "patient", "offices", element: [desk.reference(leaves)],
                        isRemoval: true))
            }
            return writes
        }
    }

    /// A patient is shared with another office, or leaves this one.
    static let movePatient = Workload("move patient", weight: 18) { desk in
        guard let patient = desk.some("patient"), let other = desk.dice.one(of: desk.offices) else {
            return []
        }
        let leaves = desk.dice.isLucky(60) ? (desk.office ?? other) : other
        let joins = desk.dice.one(of: desk.offices) ?? other
        var writes: [Write] = []
        if !desk.isPatient(patient, of: joins) {
            writes.append(Write(patient, "patient", "offices", element: [desk.reference(joins)]))
        }
        if desk.isPatient(patient, of: leaves), desk.dice.isLucky(60) {
            writes.append(
                Write(
                    patient, "patient", "offices", element: [desk.reference(leaves)],
                    isRemoval: true))
        }
        return writes
    }
}
