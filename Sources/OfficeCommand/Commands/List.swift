import ArgumentParser
import Merge
import Practice
internal import Records
import Replica
import Rulebook
import Store
internal import Tables

/// Lists records of a type, or the types.
struct List: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the records of a type; without a type, the types and how many there are.",
        discussion: """
            Tables show the telling columns and shorten ids; --columns and --wide show others. \
            JSON (an array of objects) and CSV have every column, named as in the schema: ids as \
            UUIDs, days as YYYY-MM-DD, money and percent with two decimals as text, sets, maps and \
            logs as arrays, what a blocking conflict leaves open as null. Rows come by name, \
            then by code or number.

            Record types: \(PracticeSchema.current.types.map(\.name).joined(separator: ", ")).
            """)

    @OptionGroup var options: DeskOptions

    @Argument(help: "The record type.")
    var type: String?

    @Option(help: "Only rows with FIELD=VALUE; may be repeated.")
    var `where`: [String] = []

    @Flag(help: "Name the type's fields instead.")
    var fields = false

    @Option(help: "At most so many rows.")
    var limit: Int = .max

    @OptionGroup var output: ListingOptions

    func run(_ desk: Desk, _ console: Console) async throws {
        guard let type else { return try listTypes(desk, console) }
        let declared = try desk.type(named: type)
        if fields { return try listFields(declared, console) }
        try desk.store.read { transaction in
            let selection = RowSelection.matching(
                try filters(declared, desk, transaction), orderedBy: Self.naming(declared),
                limit: max(0, limit))
            try RecordListing(declared, transaction, output).print(
                selection, of: Table.Noun(declared.name, declared.name), at: desk.office,
                to: console)
        }
    }

    /// The columns by which people look a record up in a list: its name, then its number.
    private static func naming(_ type: RecordType) -> [Column] {
        let names = ["family", "given", "name", "legalName", "displayName", "title"]
        return (names + [type.naturalKey].compactMap(\.self)).compactMap { type.column($0) }
    }

    private func filters(
        _ type: RecordType, _ desk: Desk, _ transaction: StoreTransaction
    ) throws -> [(column: Column, scalar: Scalar)] {
        try transaction.filters(try `where`.map { try Assignment(parsing: $0) }, of: type)
    }

    private func listTypes(_ desk: Desk, _ console: Console) throws {
        var listing = Table(["type", "count", "summary"], of: "type")
        try desk.store.read { transaction in
            for type in desk.schema.types {
                let count = try transaction.count(of: type)
                listing.add([.init(type.name), .init(count), .init(type.summary)])
            }
        }
        try output.print(listing, to: console)
    }

    private func listFields(_ type: RecordType, _ console: Console) throws {
        var listing = Table(["field", "kind", "unit", "shape"], of: "field")
        // What the program keeps for itself is nobody's to type or to read.
        for column in type.columns where column.kind != .blob {
            let attribute = type.attributes[column.attribute]
            listing.add([
                .init(column.name), .init(column.kind.plainName), .init(attribute.name),
                .init(attribute.plainShape),
            ])
        }
        try output.print(listing, to: console)
    }
}

extension FieldKind {
    /// The kind in a word or two, for `--fields`.
    var plainName: String {
        switch self {
        case .text(let max): "text to \(max) bytes"
        case .integer: "whole number"
        case .money: "money, 12.34"
        case .percent: "percent, 12.50"
        case .day: "YYYY-MM-DD"
        case .instant: "milliseconds UTC"
        case .flag: "true or false"
        case .choice(let words): words.joined(separator: "|")
        case .reference(let type): "a \(type)"
        case .formatted(let name): name
        case .blob: "bytes"
        case .list: "list"
        }
    }
}

extension Attribute {
    var plainShape: String {
        let element = key.map(\.name).joined(separator: ";")
        let value = fields.map(\.name).joined(separator: ";")
        return switch shape {
        case .register(let policy): "field, \(policy.rawValue)"
        case .set: "set of \(element)"
        case .guardedSet: "guarded set of \(element)"
        case .map(let policy): "map [\(element)]=\(value), \(policy.rawValue)"
        case .log: "log of \(value)"
        case .counter: "counter"
        }
    }
}
