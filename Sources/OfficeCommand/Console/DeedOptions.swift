package import ArgumentParser
import Merge
internal import Records
import Replica

/// What every command understands that does something to the records.
package struct DeedOptions: ParsableArguments, Sendable {
    @OptionGroup package var why: ReasonOption
    @OptionGroup package var rehearsal: DryRunOption

    package init() {}

    package var reason: String { why.reason }
    package var dryRun: Bool { rehearsal.dryRun }
}

/// A rehearsal goes through everything, and then takes it back.
package struct DryRunOption: ParsableArguments, Sendable {
    @Flag(help: "Say what would happen, and write nothing.")
    package var dryRun = false

    package init() {}
}

extension DeskCommand {
    /// Does it in the name of whoever typed the command.
    ///
    /// - Parameter otherwise: the reason where none is given.
    func perform<D: Deed>(
        _ deed: D, at desk: Desk, _ given: DeedOptions, otherwise: String = ""
    ) throws -> Done<D.Outcome> {
        let reason = given.reason.isEmpty ? otherwise : given.reason
        return try desk.perform(
            deed, by: signature(at: desk, reason), isDryRun: given.dryRun)
    }

    /// Who typed the command, and why.
    func signature(at desk: Desk, _ reason: String) throws -> Signature {
        Signature(try options.actor(at: desk), reason)
    }
}

extension Console {
    /// The id of what a deed was done to, and what became of the writes.
    func tell(_ done: Done<RecordID>) {
        if !done.isRehearsed { line(done.outcome.description) }
        tell(done.receipt, isRehearsed: done.isRehearsed)
    }

    /// What it was done to, and what became of the writes, or would.
    func tell(_ id: String, _ receipt: WriteReceipt, isRehearsed: Bool) {
        if !isRehearsed { line(id) }
        tell(receipt, isRehearsed: isRehearsed)
    }

    /// What became of what a deed wrote, or would.
    func tell<Outcome>(receiptOf done: Done<Outcome>) {
        tell(done.receipt, isRehearsed: done.isRehearsed)
    }

    /// What became of writes, or would.
    func tell(_ receipt: WriteReceipt, isRehearsed: Bool) {
        guard isRehearsed else { return say(receipt) }
        let proposals = receipt.proposals.count
        say(
            "nothing was written: \(Counted(receipt.applied, "write")) would count at once"
                + (proposals == 0
                    ? "" : ", \(proposals) would wait for the centre as proposals"))
    }
}
