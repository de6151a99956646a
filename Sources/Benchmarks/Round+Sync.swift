import Foundation
import Merge
import Store
import Sync

extension Round {
    /// Up from one office, down to both; ours and plain's costs by leg.
    private struct Exchange {
        var up: [UInt8] = []
        var down: [UInt8] = []
        var admit = 0.0
        var extract = 0.0
        var apply = 0.0
    }

    mutating func firstSync(_ results: inout Results) throws {
        let exchange = try exchange()
        let rows = workload.rows
        let fields = rows.count * CoverageWorkload.fieldCount
        let bare = try Cost.measured {
            for batch in rows.chunks(of: Round.recordsPerTransaction) {
                try plainHub.transaction { for row in batch { try plainHub.insert(row) } }
            }
        }
        results.add(
            .firstHub, count: fields, seconds: exchange.admit, plain: bare.processor)
        results.add(
            .firstReplica, count: fields, seconds: exchange.apply, plain: bare.processor)
        results.add(.extractBulk, count: fields, seconds: exchange.extract)
        try addBytes(exchange, fields, up: (.createUp, .createUpPacked), &results)
        try addDown(exchange, fields, (.createDown, .createDownPacked), &results)
    }

    mutating func nightly(_ results: inout Results) throws {
        let edits = workload.edits
        for batch in edits.chunks(of: Round.recordsPerTransaction) {
            try office.edit(batch, at: tick())
            try plain.transaction { for edit in batch { try plain.update(edit) } }
        }
        let exchange = try exchange()
        let fields = edits.count * 3
        let bare = try Cost.measured {
            try plainHub.transaction { for edit in edits { try plainHub.updateByField(edit) } }
        }
        results.add(.nightlyHub, count: fields, seconds: exchange.admit, plain: bare.processor)
        results.add(
            .nightlyReplica, count: fields, seconds: exchange.apply, plain: bare.processor)
        results.add(.extractEdits, count: fields, seconds: exchange.extract)
        try addBytes(exchange, fields, up: (.editUp, .editUpPacked), &results)
        try addDown(exchange, fields, (.editDown, .editDownPacked), &results)
    }

    /// The same edits, each by a person: one record in one change set.
    mutating func singleEdits(_ results: inout Results) throws {
        let edits = workload.edits
        try office.editByOnes(edits[...], at: tick())
        let exchange = try exchange()
        let fields = edits.count * 3
        let bare = try Cost.measured {
            try plainHub.transaction { for edit in edits { try plainHub.updateByField(edit) } }
        }
        results.add(.singlesHub, count: fields, seconds: exchange.admit, plain: bare.processor)
        try addBytes(exchange, fields, up: (.singleUp, .singleUpPacked), &results)
    }

    /// A sync with nothing to say: bytes both ways and the processor time of both sides.
    mutating func idle(_ results: inout Results) throws {
        try hub.store.write { try $0.setMeta(SettingName.backedUpThrough, "0") }
        var bytes = 0
        let times = 100
        let cost = try Cost.measured {
            for _ in 0..<times {
                bytes = 0
                var session = OfficeSession(now: tick())
                var answering = HubSession(peer: BenchHub.peer(of: office.id))
                let hello = try office.store.read {
                    try session.hello(
                        group: BenchHub.group, replica: office.id, schemaVersion: 1, ledger: $0)
                }
                bytes += MessageSize.of(hello)
                for message in try hub.receive(hello, &answering, at: tick()) {
                    bytes += MessageSize.of(message)
                    for reply in try office.receive(message, &session) {
                        bytes += MessageSize.of(reply)
                    }
                }
            }
        }
        results.add(.idleBytes, Double(bytes))
        results.add(.idleTime, cost.processor * 1e6 / Double(times))
    }

    /// Brings all three level.
    mutating func synchronize() throws {
        _ = try exchange()
    }

    private mutating func exchange() throws -> Exchange {
        var total = try exchange(of: office)
        let second = try exchange(of: other)
        total.down = second.down
        total.apply = second.apply
        total.extract = second.extract
        return total
    }

    private mutating func exchange(of replica: BenchReplica) throws -> Exchange {
        var exchange = Exchange()
        var session = OfficeSession(now: tick())
        var answering = HubSession(peer: BenchHub.peer(of: replica.id))
        let hello = try replica.store.read {
            try session.hello(
                group: BenchHub.group, replica: replica.id, schemaVersion: 1, ledger: $0)
        }
        var outgoing = [hello]
        while let message = outgoing.first {
            outgoing.removeFirst()
            var answers: [HubMessage] = []
            let now = tick()
            let cost = try Cost.measured {
                answers = try hub.receive(message, &answering, at: now)
            }.processor
            if case .push(let changeSets) = message {
                exchange.admit += cost
                for bytes in changeSets { exchange.up += bytes }
            } else {
                exchange.extract += cost
            }
            for answer in answers {
                if case .page(let page) = answer { exchange.down += page.rows }
                exchange.apply += try Cost.measured {
                    outgoing += try replica.receive(answer, &session)
                }.processor
            }
        }
        return exchange
    }

    private func addBytes(
        _ exchange: Exchange, _ fields: Int, up: (ResultRow, ResultRow), _ results: inout Results
    ) throws {
        results.add(up.0, Double(exchange.up.count) / Double(fields))
        if let packed = try Compression.packedSize(of: exchange.up, in: folder) {
            results.add(up.1, Double(packed) / Double(fields))
        }
    }

    private func addDown(
        _ exchange: Exchange, _ fields: Int, _ down: (ResultRow, ResultRow),
        _ results: inout Results
    ) throws {
        results.add(down.0, Double(exchange.down.count) / Double(fields))
        if let packed = try Compression.packedSize(of: exchange.down, in: folder) {
            results.add(down.1, Double(packed) / Double(fields))
        }
    }
}
