package import Merge
package import Practice
package import Store

extension Desk {
    /// What a person asks of a fee file.
    package struct FeeImportRequest: Sendable {
        package var schedule: String
        package var bytes: Bytes
        package var fileName: String
        package var format: FeeFileFormat?
        package var columns: FeeColumns?
        package var isComplete = false
        package var isDryRun = false
        package var skippingBad = false
        /// The draft to import into, where several are open.
        package var draft: String?
        package var isNewDraft = false
        /// The number of the version that the new draft corrects.
        package var correctionOf: Int64?

        package init(schedule: String, bytes: Bytes, fileName: String) {
            self.schedule = schedule
            self.bytes = bytes
            self.fileName = fileName
        }
    }

    /// What became of a fee file.
    package struct FeeImportOutcome: Sendable {
        package let fees: FeeImport
        /// `nil` where nothing was written.
        package let draft: RecordID?
        package let digest: String
        package let receipt: WriteReceipt
        package let isAccepted: Bool
        /// The columns that an earlier import named, where they were used again.
        package var remembered: FeeColumns?
    }

    /// Lays a file over the schedule's open draft, or over a new one that starts from the version
    /// published last: all of it in one transaction, or nothing.
    package func importFees(
        _ request: FeeImportRequest, today: Day, actor: RecordID?, reason: String
    ) throws -> FeeImportOutcome {
        try store.write { transaction in
            let lookup = transaction.lookup
            let schedule = try feeSchedule(request.schedule, lookup, transaction)
            let draft = request.isNewDraft ? nil : try openDraft(schedule, request.draft)
            if let draft, schedule.stage(of: draft) != "draft" {
                throw FeeError.draftClosed(stage: schedule.stage(of: draft))
            }
            let corrected = try corrected(request, schedule)
            let remembered =
                request.columns == nil && request.format == nil ? schedule.layout : nil
            let file = FeeFile.read(
                request.bytes, as: request.format, columns: request.columns ?? remembered)
            let release = CodeRelease.dental(
                on: file.facts.effectiveFrom ?? today, in: lookup)
            let ground = FeeImport.Ground(
                lines: try draft?.lines ?? startingLines(corrected ?? schedule.latest),
                conflicts: draft?.conflicts ?? [], usual: schedule.usual(on: today, lookup: lookup),
                codes: release.map { Set($0.codes.keys) },
                schedule: FeeImport.Named(
                    code: schedule.code, name: schedule.view.text("name"), kind: schedule.kind))
            let fees = FeeImport(file, over: ground, isComplete: request.isComplete)
            let isAccepted =
                !fees.isRefused && (fees.problems.isEmpty || request.skippingBad)
            guard isAccepted, !request.isDryRun else {
                return FeeImportOutcome(
                    fees: fees, draft: nil, digest: fees.lines.digest, receipt: WriteReceipt(),
                    isAccepted: isAccepted, remembered: remembered)
            }
            let id = draft?.id ?? newID()
            var writes =
                draft.map { $0.writes(toHold: fees.lines) }
                ?? creation(of: id, schedule, fees.lines, release, corrected)
            writes += facts(of: id, request, file, actor)
            if let columns = request.columns, let kept = schedule.write(keeping: columns) {
                writes.append(kept)
            }
            let receipt = try write(writes, actor: actor, reason: reason, in: &transaction)
            return FeeImportOutcome(
                fees: fees, draft: id, digest: fees.lines.digest, receipt: receipt,
                isAccepted: true)
        }
    }

    package func feeSchedule(
        _ name: String, _ lookup: StoreLookup, _ transaction: StoreTransaction
    ) throws -> FeeSchedule {
        let id = try find(.feeSchedule, name, transaction)
        guard let view = lookup.record(id) else {
            throw DeedProblem.noSuchRecord(type: RecordType.feeSchedule.name)
        }
        return FeeSchedule(view, lookup: lookup)
    }

    /// The draft that a name's ending means, or the only open one; `nil` where none is open.
    package func openDraft(_ schedule: FeeSchedule, _ name: String?) throws -> FeeDraft? {
        guard let name else {
            let open = schedule.openDrafts
            guard open.count < 2 else {
                throw FeeError.severalDrafts(open.map(\.id.description))
            }
            return open.first
        }
        let found = schedule.drafts.filter { $0.id.description.hasSuffix(name.lowercased()) }
        guard let first = found.first else { throw FeeError.noDraft }
        guard found.count == 1 else {
            throw FeeError.severalDrafts(found.map(\.id.description))
        }
        return first
    }

    private func corrected(
        _ request: FeeImportRequest, _ schedule: FeeSchedule
    ) throws -> FeeVersion? {
        guard let number = request.correctionOf else { return nil }
        guard let version = schedule.version(number: number) else {
            throw FeeError.noSuchVersion(number)
        }
        return version
    }

    private func startingLines(_ version: FeeVersion?) throws -> FeeLines {
        guard let version else { return FeeLines() }
        guard let lines = version.lines else { throw FeeError.unsoundVersion(version.number) }
        return lines
    }

    private func creation(
        of id: RecordID, _ schedule: FeeSchedule, _ lines: FeeLines, _ release: CodeRelease?,
        _ corrected: FeeVersion?
    ) -> [Write] {
        let references = [
            ("schedule", schedule.view.id), ("codeSetRelease", release?.id),
            ("correctionOf", corrected?.id),
        ]
        let registers = references.compactMap { attribute, target in
            target.map {
                Write(
                    record: id, type: RecordType.feeDraft.name, attribute: attribute,
                    value: Value([.blob($0.bytes[...])]).encoded)
            }
        }
        return registers + FeeDraft.writes(of: id, from: FeeLines(), to: lines)
    }

    private func facts(
        of id: RecordID, _ request: FeeImportRequest, _ file: FeeFile, _ actor: RecordID?
    ) -> [Write] {
        let source = Value([
            .text(ContentDigest.hexadecimal(of: request.bytes)),
            .text(String(request.fileName.prefix(40))), actor.map { .blob($0.bytes[...]) } ?? .null,
        ])
        var writes = [
            Write(
                record: id, type: RecordType.feeDraft.name, attribute: "source",
                value: source.encoded)
        ]
        if file.facts.effectiveFrom != nil || file.facts.effectiveThrough != nil {
            let term = Value([
                file.facts.effectiveFrom.map { .int($0.number) } ?? .null,
                file.facts.effectiveThrough.map { .int($0.number) } ?? .null,
            ])
            writes.append(
                Write(
                    record: id, type: RecordType.feeDraft.name, attribute: "term",
                    value: term.encoded))
        }
        return writes
    }
}
