package import Merge
package import Practice
internal import Store

/// What became of the wish to end a contract.
package struct TerminationOutcome: Sendable {
    package let contract: RecordID
    package let receipt: WriteReceipt
    package let isNoticed: Bool
    package let through: Day
    /// What the notice did to the cases; `nil` while it waits for a second user.
    package let ending: ContractEnding?
    /// Whom the end concerns.
    package let patients: ContractPatients
}

extension Desk {
    /// Ends a contract with two people: the first asks, another one gives the notice, and every
    /// case gets its last day.
    ///
    /// - Parameter isAlone: the reason says why one person does both.
    package func terminate(
        _ code: String, through day: Day?, evidence given: Evidence?, isAlone: Bool, today: Day,
        actor: RecordID?, reason: String
    ) throws -> TerminationOutcome {
        guard office == nil else { throw DeskError.notCentral }
        return try store.write { transaction in
            let contract = try find(.payorContract, code, transaction)
            let lookup = StoreLookup(transaction)
            let view = lookup.record(contract)
            try lookup.check()
            guard let view else {
                throw DeskError.noSuchRecord(type: RecordType.payorContract.name)
            }
            let standing = Workflow.contract.standing(of: view)
            let isRequested = standing.state == "terminationRequested"
            let requested =
                isRequested ? standing.last("requestTermination")?.day("effectiveOn") : nil
            if let day, let requested, day != requested { throw ContractProblem.otherDay }
            guard let through = day ?? requested else { throw ContractProblem.noDay }
            let isNotice = isRequested || isAlone
            let patients = ContractPatients(of: contract, on: through, lookup)
            try lookup.check()
            let document = try evidence(given, about: [contract], transaction)
            let draft = StepDraft(
                isNotice ? "noticeTermination" : "requestTermination", on: today,
                // The comment is what lets one person act alone: only who says so gets it.
                comment: isNotice && !isAlone ? nil : reason,
                document: document.id, by: actor,
                facts: ["effectiveOn": .int(through.number)])
            var writes =
                document.writes
                + [try Workflow.contract.write(draft, record: contract, after: standing)]
            var ending: ContractEnding?
            if isNotice {
                let found = ContractEnding(
                    of: contract, through: through, today: today, document: draft.document,
                    by: actor, lookup: lookup)
                try lookup.check()
                writes += found.writes
                ending = found
            }
            try keep(given)
            let receipt = try write(writes, actor: actor, reason: reason, in: &transaction)
            return TerminationOutcome(
                contract: contract, receipt: receipt, isNoticed: isNotice, through: through,
                ending: ending, patients: patients)
        }
    }

    /// Whom a contract serves on a day, among the patients held here.
    ///
    /// - Parameter day: the last day that somebody asked or gave notice for, else today, if `nil`.
    package func patients(
        of code: String, on day: Day?
    ) throws -> (code: String, patients: ContractPatients) {
        let today = try today
        return try store.read { transaction in
            let contract = try find(.payorContract, code, transaction)
            let lookup = StoreLookup(transaction)
            let view = lookup.record(contract)
            let asked = day ?? view.flatMap { ContractPatients.lastDay(of: $0) } ?? today
            let patients = ContractPatients(of: contract, on: asked, lookup)
            try lookup.check()
            return (view?.text("code") ?? code, patients)
        }
    }

    /// Takes a request or a notice back, and with it the last days of the cases it ended.
    package func withdrawTermination(
        _ code: String, today: Day, actor: RecordID?, reason: String
    ) throws -> (contract: RecordID, receipt: WriteReceipt) {
        guard office == nil else { throw DeskError.notCentral }
        return try store.write { transaction in
            let contract = try find(.payorContract, code, transaction)
            let draft = StepDraft("withdrawTermination", on: today, comment: reason, by: actor)
            let lookup = StoreLookup(transaction)
            let writes =
                try [step(.contract, contract, draft, in: transaction)]
                + ContractEnding.withdrawal(
                    of: contract, today: today, by: actor, lookup: lookup)
            try lookup.check()
            return (contract, try write(writes, actor: actor, reason: reason, in: &transaction))
        }
    }
}
