import ArgumentParser
package import Merge
internal import Records
package import Rulebook

/// Which record is to be explained, and how it is shown.
package struct ExplainOptions: ParsableArguments, Sendable {
    @Argument(help: "The record type.")
    var type: String

    @Argument(help: "Its code, NPI, login, id or the end of it.")
    var name: String

    @Argument(help: "Only this field, or the unit it belongs to.")
    var field: String?

    @Option(help: "table, json or csv.")
    var format: OutputFormat = .table

    package init() {}

    /// How the answer is to be read, for `--help`.
    package static let discussion = """
        First what stands and why, then every write, the one that counted last first: when by the \
        writer's clock, at which office, by whom, which entries the writer had seen and replaced, \
        and where the write ended.

        JSON: id, type, source (hub or here), standing (field, value, why) and writes (at, \
        counted, office, by, field, value, saw, verdict, fate, entry, replaced, replica, position, \
        reason). CSV: the writes.
        """

    /// The record, its type, and the attributes that are wanted.
    package func found(
        in store: any HistoryStore
    ) throws -> (record: RecordID, type: RecordType, attributes: Set<String>?) {
        let type = try store.schema.type(named: type)
        let record = try store.lookingUp { try $0.find(type, name) }
        guard let field else { return (record, type, nil) }
        let matching = type.attributes.filter { attribute in
            attribute.name == field || attribute.fields.contains { $0.name == field }
        }
        guard !matching.isEmpty else {
            let likely = type.columns.map(\.name).filter { $0.hasPrefix(field.prefix(2)) }
            throw DeedProblem.unknownField(type: type.name, likely: likely)
        }
        return (record, type, Set(matching.map(\.name)))
    }

    /// Prints what a record shows and where each value comes from, in the format asked for.
    package func show(
        _ story: RecordStory, _ attributes: Set<String>?, source: String, to console: Console
    ) throws {
        switch format {
        case .json: console.line(try story.json(of: attributes, source: source))
        case .csv: try story.writesListing(of: attributes).print(.csv, to: console)
        case .table:
            try story.standingListing(of: attributes).print(.table, to: console)
            console.line("")
            try story.shortListing(of: attributes).print(.table, to: console)
        }
    }
}
