package import Merge
package import Records

/// A file laid over a schedule's open draft, or over a new one that starts from the version
/// published last: all of it, or nothing.
package struct ImportFees: Deed {
    /// By code.
    package var schedule: String
    package var bytes: Bytes
    package var fileName: String
    package var format: FeeFileFormat?
    package var columns: FeeColumns?
    package var isComplete = false
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

    /// What became of a fee file.
    package struct Outcome: Sendable {
        package let fees: FeeImport
        /// `nil` where the file is refused.
        package let draft: RecordID?
        package let digest: String
        package let isAccepted: Bool
        /// The columns that an earlier import named, where they were used again.
        package let remembered: FeeColumns?
    }

    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> Outcome {
        let schedule = try records.feeSchedule(schedule)
        let draft = isNewDraft ? nil : try schedule.openDraft(draft)
        if let draft, schedule.stage(of: draft) != .at(.draft) {
            throw FeeError.draftClosed(stage: schedule.stage(of: draft).word)
        }
        let corrected = try correctionOf.map { number throws(FeeError) in
            try schedule.required(version: number)
        }
        let remembered = columns == nil && format == nil ? schedule.layout : nil
        let file = FeeFile.read(bytes, as: format, columns: columns ?? remembered)
        let release = CodeRelease.dental(
            on: file.facts.effectiveFrom ?? place.today, in: records)
        let ground = FeeImport.Ground(
            lines: try draft?.lines ?? (corrected ?? schedule.latest)?.soundLines() ?? FeeLines(),
            conflicts: draft?.conflicts ?? [],
            usual: schedule.usual(on: place.today, lookup: records),
            codes: release.map { Set($0.codes.keys) },
            schedule: FeeImport.Named(
                code: schedule.code, name: schedule.view[FeeSchedule.name], kind: schedule.kind))
        let fees = FeeImport(file, over: ground, isComplete: isComplete)
        let isAccepted = !fees.isRefused && (fees.problems.isEmpty || skippingBad)
        var id: RecordID?
        if isAccepted {
            let made = draft?.id ?? place.newID()
            try writes.add(
                draft.map { $0.writes(toHold: fees.lines) }
                    ?? creation(of: made, schedule, fees.lines, release, corrected))
            try writes.add(facts(of: made, file, who.actor))
            if let columns, let kept = schedule.write(keeping: columns) { try writes.add(kept) }
            id = made
        }
        return Outcome(
            fees: fees, draft: id, digest: fees.lines.digest, isAccepted: isAccepted,
            remembered: remembered)
    }

    private func creation(
        of id: RecordID, _ schedule: FeeSchedule, _ lines: FeeLines, _ release: CodeRelease?,
        _ corrected: FeeVersion?
    ) -> [Write] {
        let references: [(FeeDraft.Register<RecordID>, RecordID?)] = [
            (FeeDraft.schedule, schedule.view.id), (FeeDraft.codeSetRelease, release?.id),
            (FeeDraft.correctionOf, corrected?.id),
        ]
        let registers = references.compactMap { register, target in
            target.map { Write(register, id, $0) }
        }
        return registers + FeeDraft.writes(of: id, from: FeeLines(), to: lines)
    }

    private func facts(of id: RecordID, _ file: FeeFile, _ actor: RecordID?) -> [Write] {
        var writes = [
            Write(
                FeeDraft.source, id,
                [
                    FeeDraft.fileDigest(ContentDigest.hexadecimal(of: bytes)),
                    FeeDraft.fileName(String(fileName.prefix(40))), FeeDraft.importedBy(actor),
                ])
        ]
        if file.facts.effectiveFrom != nil || file.facts.effectiveThrough != nil {
            writes.append(
                Write(
                    FeeDraft.term, id,
                    [
                        FeeDraft.term.from(file.facts.effectiveFrom),
                        FeeDraft.term.through(file.facts.effectiveThrough),
                    ]))
        }
        return writes
    }
}
