package import Merge
package import Sync

// Settings and the audit.

extension MemoryHub {
    package func meta(_ key: String) -> String? { settings[key] }

    package mutating func setMeta(_ key: String, _ value: String) { settings[key] = value }

    package func meta(startingWith prefix: String) -> [(key: String, value: String)] {
        settings.filter { $0.key.hasPrefix(prefix) }.sorted { $0.key < $1.key }
            .map { (key: $0.key, value: $0.value) }
    }

    package func damaged(_ key: String) -> any Error { DamagedSetting(key: key) }

    package mutating func audit(
        at now: Timestamp, _ event: String, subject: (any SixteenByteID)?, detail: String
    ) {
        lines.append(
            AuditLine(
                at: now, subject: subject.map { RecordID(bits: $0.bits) }, event: event,
                detail: detail))
    }

    package func auditLines(limit: Int) -> [AuditLine] { lines.suffix(limit) }

    package func recentEvents(since: Timestamp) -> [RecentEvent] {
        let recent = Dictionary(grouping: lines.filter { $0.at >= since }) { line in
            Subject(event: line.event, record: line.subject)
        }
        return recent.sorted { $0.key < $1.key }.map { subject, lines in
            RecentEvent(
                subject.event, subject: subject.record, count: lines.count,
                last: lines.map(\.at).max() ?? since)
        }
    }

    private struct Subject: Hashable, Comparable {
        let event: String
        let record: RecordID?

        static func < (left: Subject, right: Subject) -> Bool {
            guard left.event == right.event else { return left.event < right.event }
            guard let other = right.record else { return false }
            return left.record.map { $0 < other } ?? true
        }
    }

    package func latestStamp() -> Timestamp? {
        let kept = ["last-level", "equal-at", "last-failure-at"].compactMap { key in
            settings[key].flatMap { Int64($0) }.map { Timestamp(milliseconds: $0) }
        }
        let calls = registered.values.flatMap {
            [$0.registeredAt, $0.lastSeenAt].compactMap(\.self)
        }
        return (kept + lines.map(\.at) + calls).max()
    }
}

/// Something that no store can have written.
struct DamagedSetting: Error, Equatable {
    let key: String
}
