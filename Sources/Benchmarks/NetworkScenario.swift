import Foundation
import Merge
internal import Participation
import Practice
import Rulebook
import Store
import Sync
internal import Tables

/// What a coordinator waits for: the matrix and the gaps of a large group, from a level store.
struct NetworkScenario {
    private let replica: BenchReplica
    private let plain: PlainDatabase

    /// Writes the group at one replica and brings it to another through a hub, as offices get it.
    init(in folder: String) throws {
        let schema = PracticeSchema.current
        let facts = NetworkGroup().facts
        let author = try BenchReplica(number: 1, in: folder, schema: schema)
        self.replica = try BenchReplica(number: 2, in: folder, schema: schema)
        self.plain = try PlainDatabase(folder + "/plain-network.sqlite")
        let hub = try BenchHub(in: folder, schema: schema)
        for batch in facts.chunks(of: Round.recordsPerTransaction) {
            try author.append(batch.flatMap(\.ops), at: Self.now)
        }
        for peer in [author, replica] { try Self.exchange(peer, hub, schema) }
        try fill(facts)
    }

    private static let now = Timestamp(milliseconds: 1_770_000_000_000)

    func measure(into results: inout Results) throws {
        let day = Day(number: NetworkGroup.today)
        let bare = try Cost.measured {
            var count = 0
            for table in PlainFacts.tables { count += try plain.rows("SELECT * FROM \(table)") }
            guard count > NetworkGroup.cases else { throw BenchmarkError.diverged("plain") }
        }
        let matrix = try Cost.measured {
            let table = try reading { Table.matrix(NetworkBook($0), asOf: day) }
            guard table.rows.count == NetworkGroup.doctors else {
                throw BenchmarkError.diverged("the matrix")
            }
        }
        let gaps = try Cost.measured {
            let table = try reading {
                Table.gaps(
                    NetworkBook($0), GapDecisions($0), within: GapFinder.horizon(from: day))
            }
            guard table.rows.count == NetworkGroup.cases * 4 / 10 else {
                throw BenchmarkError.diverged("the gaps")
            }
        }
        results.add(.matrix, matrix.processor * 1_000, plain: bare.processor * 1_000)
        results.add(.gaps, gaps.processor * 1_000, plain: bare.processor * 1_000)
    }

    private func reading(_ body: (StoreLookup) -> Table) throws -> Table {
        try replica.store.read { transaction in
            let lookup = transaction.lookup
            return body(lookup)
        }
    }

    private static func exchange(
        _ replica: BenchReplica, _ hub: BenchHub, _ schema: Schema
    ) throws {
        var session = OfficeSession(now: now)
        // In the role that the author's change sets name, with the reach of the centre.
        let peer = Peer(
            replica: replica.id, role: .office, office: nil, scopes: [.group, .central])
        var answering = HubSession(peer: peer)
        var outgoing = [
            try replica.store.read {
                try session.hello(
                    group: BenchHub.group, replica: replica.id, schemaVersion: schema.version,
                    ledger: $0)
            }
        ]
        while let message = outgoing.first {
            outgoing.removeFirst()
            for answer in try hub.receive(message, &answering, at: now) {
                outgoing += try replica.receive(answer, &session)
            }
        }
    }

    private func fill(_ facts: [NetworkGroup.Fact]) throws {
        for table in PlainFacts.tables {
            try plain.run("CREATE TABLE \(table) (\(PlainFacts.columns))")
        }
        try plain.transaction {
            for fact in facts where PlainFacts.tables.contains(fact.type.name) {
                try plain.run(PlainFacts.insertion(of: fact))
            }
        }
    }
}

/// The same facts in plain tables: an id, and a column for each thing said.
enum PlainFacts {
    static let tables = [
        "practitioner", "office", "payor_contract", "contract_location", "location_assignment",
        "schedule_block", "enrollment",
    ]
    static let columns = "id TEXT PRIMARY KEY, a, b, c, d, e, f, g, h"

    static func insertion(of fact: NetworkGroup.Fact) -> String {
        let said = fact.units.flatMap { $0.key + $0.value }.prefix(8).map(literal)
        let blanks = Array(repeating: "NULL", count: 8 - said.count)
        let values = (["'\(fact.id)'"] + said + blanks).joined(separator: ", ")
        return "INSERT INTO \(fact.type.name) VALUES (\(values))"
    }

    private static func literal(_ scalar: Scalar) -> String {
        switch scalar {
        case .null, .flag: "NULL"
        case .int(let int): String(int)
        case .text(let text): "'\(text)'"
        case .blob(let bytes): "'\(RecordID(bytes: bytes)?.description ?? "")'"
        }
    }
}
