internal import Merge
package import Records
package import Tables

extension Table {
    /// How each kind of transaction reaches its payor.
    package static func connections(
        _ connections: [Connection], _ lookup: some RecordLookup
    ) -> Table {
        var table = Table(
            [
                .key("id"), "payor", "transaction", "clearinghouse", "payorId", "state",
                "lastStep", .said("nextAction"), .said("assignee"), "doctors",
            ], of: "connection")
        var names = NameBook(lookup)
        for found in connections {
            table.add([
                .id(found.id), names.cell(found.payor), .text(found.transaction.rawValue),
                .text(found.clearinghouse), .text(found.payorId),
                .text(found.standing.conflict == nil ? found.state.rawValue : "conflict"),
                .day(found.lastStepOn), .day(found.nextActionOn), names.cell(found.assignee),
                found.transaction.namesDoctor ? .number(found.loaded.count) : .blank,
            ])
        }
        return table
    }

    /// What keeps transactions from payors, each with the command that mends it.
    package static func connectionGaps(
        _ gaps: [ConnectionGap], _ lookup: some RecordLookup
    ) -> Table {
        var table = Table(
            [
                .key("payor"), .key("transaction"), .said("clearinghouse"), .said("connection"),
                "gap", .said("doctors"), .prose("next"),
            ], of: "gap")
        var names = NameBook(lookup)
        for gap in gaps {
            table.add([
                names.cell(gap.payor), .text(gap.transaction.rawValue),
                .text(gap.connection?.clearinghouse), gap.connection.map { .id($0.id) } ?? .blank,
                .text(gap.kind.words),
                .list(gap.doctors.map { lookup.record($0)?.naturalKey ?? $0.suffix }),
                .text(gap.advice(in: lookup)),
            ])
        }
        return table
    }
}

extension ConnectionGap {
    /// The command that goes on with it.
    package func advice(in lookup: some RecordLookup) -> String {
        guard let connection else {
            let code = lookup.record(payor)?.naturalKey ?? payor.suffix
            return "bridgework connection add \(code) --clearinghouse … --transaction "
                + transaction.rawValue
        }
        let id = connection.id.suffix
        switch kind {
        case .notLoaded: return "bridgework connection load \(id) --doctor …"
        case .conflict: return "bridgework step list payor_connection \(id)"
        case .missing, .silent, .stopped: return "bridgework connection step \(id) …"
        }
    }
}
