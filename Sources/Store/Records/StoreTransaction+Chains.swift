import Merge
import Sync

extension StoreTransaction {
    /// The place of a line that is about to be added, which from now on is the last.
    mutating func nextLink(of chain: RowChain, _ fields: [SQLValue]) throws -> RowChain.Link {
        let last = try meta(chain.rawValue).flatMap { RowChain.Link(text: $0) } ?? .origin
        // A line that somebody else added keeps its number: ours must still go in.
        let table = chain == .audit ? "audit" : "registry_log"
        let highest = try connection.first("SELECT max(ordinal) FROM \(table)") { $0.int(0) } ?? 0
        let link = last.next(fields, at: max(last.ordinal, highest) + 1)
        try setMeta(chain.rawValue, link.text)
        return link
    }

    /// Chains what a release wrote that knew no chain.
    mutating func chainAnew() throws {
        var last = RowChain.Link.origin
        var links: [RowChain.Link] = []
        try connection.each(RowChain.audit.sql) { row in
            last = last.next(RowChain.audit.fields(row), at: row.int(0))
            links.append(last)
        }
        for link in links {
            try connection.run(
                "UPDATE audit SET chain = ? WHERE ordinal = ?",
                [.blob(link.chain), .int(link.ordinal)])
        }
        try setMeta(RowChain.audit.rawValue, last.text)
        for registration in try registrations() { try logRegistry(of: registration.peer.replica) }
    }

    /// Which lines of the audit and which rows of the registry are not what was written.
    func brokenChains() throws -> [String] {
        try breaks(in: .audit) + breaks(in: .registry) + foreignReplicas()
    }

    private static let breaksMax = 20

    private func breaks(in chain: RowChain) throws -> [String] {
        var problems: [String] = []
        var last = RowChain.Link.origin
        try connection.each(chain.sql) { row in
            let link = RowChain.Link(ordinal: row.int(0), chain: row.blob(1))
            if link.ordinal > last.ordinal + 1 {
                problems.append(gap(last.ordinal + 1, link.ordinal - 1, chain))
            } else if last.next(chain.fields(row)) != link {
                problems.append("line \(link.ordinal) of \(chain.word) is not what was written")
            }
            last = link
        }
        let head = try meta(chain.rawValue).flatMap { RowChain.Link(text: $0) } ?? .origin
        if head.ordinal > last.ordinal {
            problems.append(gap(last.ordinal + 1, head.ordinal, chain))
        } else if head != last, problems.isEmpty {
            problems.append(
                head.ordinal < last.ordinal
                    ? "the lines of \(chain.word) after \(head.ordinal) are another hand's"
                    : "line \(last.ordinal) of \(chain.word) is not what was written")
        }
        guard problems.count > StoreTransaction.breaksMax else { return problems }
        let more = problems.count - StoreTransaction.breaksMax
        return problems.prefix(StoreTransaction.breaksMax) + ["\(more) more like these"]
    }

    private func gap(_ first: Int64, _ last: Int64, _ chain: RowChain) -> String {
        first == last
            ? "line \(first) of \(chain.word) is gone"
            : "the lines \(first) to \(last) of \(chain.word) are gone"
    }
}

extension StoreTransaction {
    /// What may not change in a replica's row but by the hub; when it was seen last is not in it.
    private func registryDigest(of replica: ReplicaID) throws -> Bytes? {
        guard let registration = try registration(of: replica) else { return nil }
        let peer = registration.peer
        let fields: [SQLValue] = [
            .id(peer.replica), .text(peer.role.rawValue), peer.office.map { .id($0) } ?? .null,
            .text(peer.scopes.map(\.description).joined(separator: " ")), .text(registration.name),
            .blob(registration.fingerprint), .int(registration.expiresAt.milliseconds),
            .int(registration.registeredAt.milliseconds),
            registration.revokedAt.map { .int($0.milliseconds) } ?? .null, .blob(registration.key),
        ]
        return RowChain.Link.origin.next(fields).chain
    }

    private func loggedDigest(of replica: ReplicaID) throws -> Bytes? {
        try connection.first(
            "SELECT digest FROM registry_log WHERE replica = ? ORDER BY ordinal DESC LIMIT 1",
            [.id(replica)]
        ) { $0.blob(0) }
    }

    /// Writes down what a replica's row comes to, after the hub changed it.
    mutating func logRegistry(of replica: ReplicaID) throws {
        guard let digest = try registryDigest(of: replica) else { return }
        guard try loggedDigest(of: replica) != digest else { return }
        let line: [SQLValue] = [.id(replica), .blob(digest)]
        let link = try nextLink(of: .registry, line)
        try connection.run(
            "INSERT INTO registry_log (ordinal, replica, digest, chain) VALUES (?, ?, ?, ?)",
            [.int(link.ordinal)] + line + [.blob(link.chain)])
    }

    /// Says so where a row that the hub is about to change is not the one that it wrote: after the
    /// change nobody could tell any more.
    mutating func noteForeignHand(on replica: ReplicaID, at now: Timestamp) throws {
        guard let known = try loggedDigest(of: replica),
            try registryDigest(of: replica) != known
        else { return }
        try auditRepeatable(
            at: now, "registry-differs", subject: replica,
            detail: "its row was not what the hub had written")
    }

    /// Replicas whose rows in the registry are not what the hub wrote, in words for `verify`.
    package func foreignReplicas() throws -> [String] {
        let present = Set(try registrations().map(\.peer.replica))
        let logged = Set(
            try connection.all("SELECT DISTINCT replica FROM registry_log") {
                try $0.id(0) as ReplicaID
            })
        var problems = logged.subtracting(present).sorted().map {
            "replica \($0) is gone from the registry"
        }
        for replica in present.sorted() {
            guard let known = try loggedDigest(of: replica) else {
                problems.append("replica \(replica) was never let in by this hub")
                continue
            }
            if try registryDigest(of: replica) != known {
                problems.append("replica \(replica) is not what the hub wrote into the registry")
            }
        }
        return problems
    }
}
