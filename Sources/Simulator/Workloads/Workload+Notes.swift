import Merge

extension Workload {
    /// A task of an office; the earlier due day counts.
    static let task = Workload("task", weight: 8) { desk in
        if let task = desk.some("task"), desk.dice.isLucky(60) {
            return [Write(task, "task", "dueOn", desk.day())]
        }
        guard let office = desk.office ?? desk.dice.one(of: desk.offices) else { return [] }
        let task = desk.newID()
        return [
            Write(task, "task", "office", desk.reference(office)),
            Write(task, "task", "title", desk.text()),
        ]
    }

    /// What everybody counts on.
    static let tallied = RecordID(bits: 0x7A11)

    /// Somebody counts.
    static let tally = Workload("tally", weight: 6) { desk in
        [Write(tallied, "tally", "total", .int(Int64(desk.dice.below(9)) - 2))]
    }

    /// Somebody leaves a note.
    static let note = Workload("note", weight: 8) { desk in
        guard let patient = desk.some("patient") else { return [] }
        return [Write(patient, "patient", "notes", desk.text())]
    }

    /// Somebody says that a record is no longer in use, or is again.
    static let lifecycle = Workload("lifecycle", weight: 8) { desk in
        let type = ["patient", "coverage", "task"][desk.dice.below(3)]
        guard let record = desk.some(type), let life = desk.dice.one(of: Lifecycle.allCases) else {
            return []
        }
        let seen = desk.state(record).entries
            .filter { $0.attribute != Attribute.lifecycle.name }.map(\.id)
        return [
            Write(
                record, type, Attribute.lifecycle.name, .text(life.rawValue), desk.text(),
                .blob(EntryList.encode(seen)))
        ]
    }
}
