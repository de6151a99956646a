import Merge

@testable import Fees
@testable import Records

/// A fee schedule, its drafts and an office, as the hub holds them, with the hub's answers folded
/// in as they come.
struct FeeWorld {
    static let schedule = RecordID(bits: 0x5C)
    static let draft = RecordID(bits: 0xD1)
    static let office = World.north
    static let importer = RecordID(bits: 0xE01)
    static let approver = RecordID(bits: 0xE02)
    static let today = Day("2026-03-01") ?? Day(number: 0)

    var lookup = TestLookup()

    init() {
        lookup.put(
            .feeSchedule, 0x5C,
            [("code", [.text("PPO")]), ("name", [.text("PPO")]), ("kind", [.text("contracted")])])
        lookup.put(.feeSchedule, 0x5C, "offices", key: [.id(Self.office)], [])
        lookup.put(.office, Self.office.bits, [("code", [.text("A01")])])
        lookup.put(.user, Self.importer.bits, [("login", [.text("ann")])])
        lookup.put(.user, Self.approver.bits, [("login", [.text("bob")])])
    }

    var schedule: RecordView {
        guard let view = lookup.record(Self.schedule) else { preconditionFailure("no schedule") }
        return view
    }

    var book: FeeBook { FeeBook(schedule: schedule, lookup: lookup) }

    func draft(_ id: RecordID = Self.draft) -> FeeDraft {
        guard let draft = lookup.record(id).flatMap({ FeeDraft($0) }) else {
            preconditionFailure("no draft")
        }
        return draft
    }

    func version(_ number: Int64) -> FeeVersion? { book.versions.first { $0.number == number } }

    mutating func imports(
        _ fees: [(String, Int64)], into draft: RecordID = Self.draft,
        correcting version: RecordID? = nil, by user: RecordID? = Self.importer
    ) {
        let lines = FeeLines(fees.map { FeeLine(FeeKey($0.0), .priced(cents: $0.1)) })
        var writes = FeeDraft.writes(
            of: draft, from: lookup.record(draft).flatMap { FeeDraft($0) }?.lines ?? FeeLines(),
            to: lines)
        writes.append(Write(.feeDraft, "schedule", [.id(Self.schedule)], record: draft))
        writes.append(
            Write(.feeDraft, "source", [.null, .null, .id(user)], record: draft))
        if let version {
            writes.append(Write(.feeDraft, "correctionOf", [.id(version)], record: draft))
        }
        lookup.write(writes, by: user)
    }

    /// One line by hand.
    mutating func edits(_ key: FeeKey, _ cents: Int64, by user: RecordID?) {
        lookup.write(
            [
                Write(
                    FeeDraft.lines, Self.draft, key: key.fields,
                    FeeLine(key, .priced(cents: cents)).fields)
            ], by: user)
    }

    mutating func step(
        _ event: String, by user: RecordID?, comment: String? = nil, digest: String? = nil,
        on draft: RecordID = Self.draft
    ) {
        // As a peer would that skips the checks at the desk; the hub has to see through it.
        let heads = Workflow.feeDraft.standing(of: self.draft(draft).view).heads
        let value: [Scalar] = [
            .text(event), .null, comment.map { .text($0) } ?? .null, .null,
            .blob(EntryList.encode(heads)), .null, .text(digest ?? self.draft(draft).digest),
            .id(user),
        ]
        lookup.write([Write(.feeDraft, "status", value, record: draft)], by: user)
    }

    mutating func approves(
        on draft: RecordID = Self.draft, by user: RecordID? = Self.approver,
        comment: String? = nil
    ) {
        step("submit", by: Self.importer, on: draft)
        step("approve", by: user, comment: comment, on: draft)
    }

    /// Asks the hub, which answers.
    mutating func publishes(_ day: String, draft: RecordID = Self.draft) {
        let request = FeeReleaseLog.Request.publish(
            self.draft(draft), on: Day(day) ?? Self.today, comment: nil, by: Self.importer)
        asks(request)
    }

    mutating func recalls(
        _ number: Int64, from day: String? = nil, reason: String = "wrong",
        by user: RecordID? = Self.importer, approvedBy other: RecordID? = Self.approver,
        isAlone: Bool = false
    ) {
        guard let version = version(number) else { return }
        asks(
            .recall(
                version, from: day.flatMap { Day($0) }, reason: reason, by: user,
                approvedBy: other, isAlone: isAlone))
    }

    mutating func asks(_ request: FeeReleaseLog.Request) {
        lookup.write([request.write(on: Self.schedule)])
        reacts()
    }

    mutating func reacts() {
        let writes = FeeRelease.writes(schedule, lookup: lookup, today: Self.today)
        lookup.write(writes)
    }

    /// The reasons of the hub's refusals, in its order.
    var refusals: [String] {
        book.log.answers.filter { $0.step == .refused }.compactMap(\.comment)
    }
}
