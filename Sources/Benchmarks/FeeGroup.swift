internal import Fees
import Merge
internal import Records

/// A schedule of 2,000 codes for all offices of a group, approved and ready to be published.
struct FeeGroup {
    static let codes = 2_000
    static let schedule = RecordID(bits: 0x5C)
    static let draft = RecordID(bits: 0xD1)
    let offices: Int

    static func office(_ number: Int) -> RecordID {
        RecordID(bits: 0xA000 + UInt128(number))
    }

    static func code(_ number: Int) -> String { "O\(number)" }

    /// The offices, and the schedule with all of them as its audience.
    var places: [Write] {
        let type = RecordType.feeSchedule.name
        let places = (0..<offices).flatMap { number in
            [
                write(Self.office(number), "office", "code", [.text(Self.code(number))]),
                write(Self.office(number), "office", "name", [.text("Synthetic \(number)")]),
            ]
        }
        let audience = (0..<offices).map { number in
            Write(
                record: Self.schedule, type: type, attribute: "offices",
                key: Value([.blob(Self.office(number).bytes[...])]).encoded,
                value: Value([]).encoded)
        }
        return places + [
            write(Self.schedule, type, "code", [.text("S1")]),
            write(Self.schedule, type, "name", [.text("Synthetic")]),
            write(Self.schedule, type, "kind", [.text("contracted")]),
        ] + audience
    }

    func approvedDraft() throws -> [Write] {
        let lines = FeeLines(
            (0..<Self.codes).map { number in
                FeeLine(FeeKey("D\(1_000 + number)"), .priced(cents: 4_500 + Int64(number) * 37))
            })
        let facts = [FeeDraft.Status.digest(lines.digest)]
        let steps = [FeeDraft.Step.submit, .approve].map {
            StepDraft($0, comment: "synthetic", facts: facts)
        }
        let workflow = Workflow.feeDraft
        return [
            write(
                Self.draft, RecordType.feeDraft.name, "schedule",
                [.blob(Self.schedule.bytes[...])])
        ] + FeeDraft.writes(of: Self.draft, from: FeeLines(), to: lines)
            + (try workflow.writes(
                steps, record: Self.draft, after: workflow.standing(of: [])))
    }

    /// The request that publishes the draft, as the store that is asked holds it.
    static func publication(of state: RecordState?) throws -> Write {
        let type = RecordType.feeDraft
        guard let state,
            let draft = FeeDraft(
                RecordView(id: draft, type: type, projection: type.project(state)))
        else { throw BenchmarkError.diverged("the draft") }
        return FeeReleaseLog.Request.publish(
            draft, on: Day(number: 20_500), comment: nil, by: nil
        ).write(on: schedule)
    }

    private func write(
        _ record: RecordID, _ type: String, _ attribute: String, _ scalars: [Scalar]
    ) -> Write {
        Write(
            record: record, type: type, attribute: attribute, value: Value(scalars).encoded)
    }
}
