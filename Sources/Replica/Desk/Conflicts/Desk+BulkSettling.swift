package import Merge
internal import Records
import Rulebook
package import Store

/// Which candidate is taken where many conflicts of one cause are settled alike.
package enum ConflictPick: Equatable, Sendable {
    case newest, oldest
    /// The one that an office wrote, where it wrote just one.
    case office(RecordID)
    /// The one that a replica of the centre wrote, where it wrote just one.
    case centre

    /// The candidate's number; `nil` where the conflict has no such one.
    func number(among candidates: [ConflictCase.Candidate]) -> Int? {
        switch self {
        case .office(let office): return only(candidates) { $0.author.office == office }
        case .centre: return only(candidates) { $0.author.isCentral == true && !$0.author.isHub }
        case .newest:
            let times = candidates.compactMap(\.origin?.effectiveAt)
            guard times.count == candidates.count else { return nil }
            return only(candidates) { $0.origin?.effectiveAt == times.max() }
        case .oldest:
            let times = candidates.compactMap(\.origin?.effectiveAt)
            guard times.count == candidates.count else { return nil }
            return only(candidates) { $0.origin?.effectiveAt == times.min() }
        }
    }

    private func only(
        _ candidates: [ConflictCase.Candidate], _ isSuch: (ConflictCase.Candidate) -> Bool
    ) -> Int? {
        let such = candidates.indices.filter { isSuch(candidates[$0]) }
        return such.count == 1 ? such[0] + 1 : nil
    }
}

/// What became of many conflicts.
package struct ConflictTally: Equatable, Sendable {
    package private(set) var counts: [Outcome: Int] = [:]
    package var changeSets = 0
    /// The digest of each, in their order.
    fileprivate var cases: [String] = []

    package init() {}

    /// What became of one.
    package struct Outcome: Hashable, Comparable, Sendable {
        package let kind: String
        package let words: String

        package static func < (left: Outcome, right: Outcome) -> Bool {
            (left.kind, left.words) < (right.kind, right.words)
        }
    }

    package static let settles = "settled"
    /// Of one that was taken back.
    package static let stands = "stands again"

    package var settled: Int { count(of: Self.settles) }

    /// How many came to that.
    package func count(of words: String) -> Int {
        counts.filter { $0.key.words == words }.reduce(0) { $0 + $1.value }
    }

    /// What a person saw who had them counted, in digits: the same as long as the same conflicts,
    /// with the same candidates, come to the same.
    ///
    /// - Parameter pick: what was to stand.
    package func digest(for pick: ConflictPick) -> String {
        let outcomes = counts.sorted { $0.key < $1.key }.map {
            "\($0.key.kind)\u{1F}\($0.key.words)\u{1F}\($0.value)"
        }
        let text = (["\(pick)"] + cases + outcomes).joined(separator: "\u{1E}")
        return ContentDigest.hexadecimal(of: Bytes(text.utf8))
    }

    mutating func add(_ kind: String, _ words: String) {
        counts[Outcome(kind: kind, words: words), default: 0] += 1
    }
}

extension Desk {
    /// So many conflicts are read, settled in one change set, and forgotten before the next.
    package static let settlementsMax = 500

    /// Settles every conflict of a filter alike, in batches, each a transaction of its own.
    ///
    /// What was settled leaves the list, and what could not be stays behind the place that the
    /// next batch begins at: so nothing is read twice, and memory holds one batch.
    ///
    /// - Parameter seen: how the digest of a dry run begins: then those alone are settled that it
    ///   counted, and nothing where it is another one by now.
    /// - Throws: `DeskError.countMoved`.
    package func resolveAll(
        _ filter: ConflictFilter, _ pick: ConflictPick, isDry: Bool, seen: String? = nil,
        actor: RecordID?, reason: String, progress: (Int) -> Void = { _ in }
    ) throws -> ConflictTally {
        let known = try seen.map { seen in
            guard seen.count >= ConflictCase.digestLength else { throw DeskError.seenTooShort }
            let counted = try resolveAll(filter, pick, isDry: true, actor: actor, reason: reason)
            guard counted.digest(for: pick).hasPrefix(seen.lowercased()) else {
                throw DeskError.countMoved
            }
            return Set(counted.cases)
        }
        let day = try today
        var tally = ConflictTally()
        var place: OpenConflict.Place?
        var count = 0
        while true {
            let batch: [OpenConflict]
            if isDry {
                batch = try store.read { transaction in
                    let page = try transaction.conflicts(
                        filter, after: place, limit: Desk.settlementsMax)
                    _ = try settlements(
                        page, pick, known, day, actor, reason, transaction, &tally)
                    return page
                }
            } else {
                batch = try store.write { transaction in
                    try requireFetched(transaction)
                    let page = try transaction.conflicts(
                        filter, after: place, limit: Desk.settlementsMax)
                    let found = try settlements(
                        page, pick, known, day, actor, reason, transaction, &tally)
                    guard !found.isEmpty else { return page }
                    let receipt = try settle(found, actor, reason, &transaction)
                    tally.changeSets += receipt.changeSets.count
                    return page
                }
            }
            guard let last = batch.last else { return tally }
            place = last.place
            count += batch.count
            progress(count)
        }
    }

    private func settlements(
        _ page: [OpenConflict], _ pick: ConflictPick, _ known: Set<String>?, _ day: Day,
        _ actor: RecordID?, _ reason: String, _ transaction: StoreTransaction,
        _ tally: inout ConflictTally
    ) throws -> [(conflict: RecordID, writes: [Write])] {
        let writer = SettlementWriter(
            desk: self, transaction: transaction, reason: reason, actor: actor, today: day)
        var touched: Set<RecordID> = []
        var found: [(conflict: RecordID, writes: [Write])] = []
        for open in page {
            let conflict = try conflictCase(of: open, transaction)
            let digest = conflict.digest
            tally.cases.append(digest)
            guard known?.contains(digest) ?? true else {
                tally.add(open.kind, "left: it changed since it was counted")
                continue
            }
            guard let number = pick.number(among: conflict.candidates) else {
                tally.add(open.kind, "left: no such candidate")
                continue
            }
            // Two conflicts over one record are not two of one cause: the second waits for a look.
            let isFirst = open.attribute.isEmpty ? touched.isDisjoint(with: conflict.records) : true
            guard isFirst else {
                tally.add(open.kind, "left: its record is settled in another way")
                continue
            }
            do {
                let writes = try writer.writes(conflict, .take(number))
                try judge.refuseSettling(writes, settled: open.id, in: transaction)
                let judged = try judge.judge(
                    writes[...], by: Signature(actor, reason), in: transaction)
                guard !writes.isEmpty else {
                    tally.add(open.kind, "left: nothing to write")
                    continue
                }
                tally.add(open.kind, judged.proposed.isEmpty ? ConflictTally.settles : "proposed")
                touched.formUnion(conflict.records)
                found.append((open.id, writes))
            } catch WriteRefusal.refused {
                tally.add(open.kind, "left: you may not write it")
            } catch let error where Desk.isRefusal(error) {
                tally.add(open.kind, "left: not settled this way")
            }
        }
        return found
    }
}
