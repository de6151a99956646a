import Merge
internal import Participation
internal import Practice
internal import Records
internal import Rulebook

extension Workload {
    /// A doctor's record: the centre's to write; an office that does it anyway only proposes.
    static let doctorName = Workload("doctor's name", weight: 6) { desk in
        guard let doctor = desk.some("practitioner") else { return [] }
        return [Write(doctor, "practitioner", "preferredName", desk.text())]
    }

    /// A doctor comes, and is brought into every contract, or one contract takes in all doctors.
    static let doctors = Workload(
        "doctors", weight: 16,
        deeds: { desk in
            let who = desk.signature()
            guard let npi = desk.key(of: Practitioner.self), desk.dice.isLucky(75) else {
                let facts = desk.doctor(desk.dice.one(of: Worker.npis) ?? "")
                return try desk.perform(.create, CreateRecord(.practitioner, facts), by: who)
            }
            if let contract = desk.key(of: PayorContract.self), desk.dice.isLucky(25) {
                let enrol = EnrolDoctors(
                    contract: contract, npis: desk.dice.isLucky(50) ? [npi] : [],
                    startsOn: desk.someDay())
                return try desk.perform(.enrol, enrol, by: who)
            }
            let onboard = OnboardDoctor(
                npi: npi, startsOn: desk.someDay(), offices: desk.officeCodes())
            try desk.perform(.onboard, onboard, by: who)
        })

    /// Steps of cases or of notices: mostly such as may follow.
    static let cases = Workload(
        "cases", weight: 28,
        deeds: { desk in
            let workflow: Workflow = desk.dice.isLucky(50) ? .notice : .enrollment
            for _ in 0..<3 {
                guard let record = desk.some(workflow.recordType.name) else { continue }
                try desk.step(record, workflow)
            }
        })
}

extension Worker {
    fileprivate mutating func step(_ record: RecordID, _ workflow: Workflow) throws {
        guard let view = reading.lookup.record(record) else { return }
        let legal = workflow.standing(of: view).legalSteps
        // A small practice writes down the outcome alone.
        let short = legal.contains("recorded") && dice.isLucky(50) ? ["recorded"] : legal
        let onward = short.filter { !["withdraw", "cancel"].contains($0) || dice.isLucky(30) }
        let events = onward.isEmpty || dice.isLucky(10) ? ["submit", "reopen"] : short
        var step = StepRequest(dice.one(of: events) ?? "withdraw")
        step.effectiveOn = dice.isLucky(90) ? someDay() : nil
        step.comment = dice.isLucky(90) ? word() : nil
        step.evidence = dice.isLucky(90) ? letter() : nil
        if step.event == "submit" || workflow.name == Workflow.notice.name {
            step.channel = "portal"
            step.reference = word()
        }
        var selection = CaseSelection()
        selection.names = [record.description]
        if workflow.name == Workflow.notice.name {
            try perform(.advanceNotice, AdvanceNotices(selection, step), by: signature())
        } else {
            try perform(.advanceCase, AdvanceCases(selection, step), by: signature())
        }
    }

    /// A payor's letter, handed in with a step.
    mutating func letter() -> Evidence {
        let text = "letter \(dice.below(30))"
        return .file(DocumentDraft(kind: "letter", title: text, bytes: Bytes(text.utf8)))
    }
}
