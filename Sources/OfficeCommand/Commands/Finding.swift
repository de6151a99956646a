import ArgumentParser
internal import Benefits
import Merge
internal import Participation
import Practice
internal import Records
import Replica
import Rulebook
import Store
internal import Tables

/// Finds records of a type by what people type, and lists them by name.
struct Finding {
    let type: RecordType
    let words: [String]

    /// What a search takes, for `--help`.
    static let discussion = """
        Every word must match: the beginning of a part of a name, whatever its accents, \
        apostrophes, hyphens and case, or the beginning of a number. Patients are found by birth \
        date in any usual order and by telephone, too.
        """

    func run(_ desk: Desk, _ output: ListingOptions, _ console: Console) throws {
        let search = RecordSearch(words)
        try desk.store.read { transaction in
            let lookup = transaction.lookup
            let found = try candidates(search, transaction).compactMap { lookup.record($0) }
                .filter { search.finds($0) }
                .sorted { RecordSearch.isOrdered($0, before: $1) }
            let noun = Table.Noun(type.name.replacing("_", with: " "))
            var listing = RecordListing(type, transaction, output)
            listing.standIns = standIns(of: found, lookup)
            try listing.print(
                .these(found.map(\.id)), of: noun, at: desk.office, to: console)
        }
    }

    /// The records whose readable rows do not rule them out.
    private func candidates(
        _ search: RecordSearch, _ transaction: StoreTransaction
    ) throws -> [RecordID] {
        let places = RecordSearch.fields(of: type).compactMap { name in
            type.columns.firstIndex { $0.name == name }
        }
        let columns = places.map { type.columns[$0] }
        let sieve = search.sieve(of: type)
        var found: [RecordID] = []
        try transaction.visitRows(of: type, .matching(), places) { row in
            let isUnknown = row.cells.contains(.unknown)
            let texts = isUnknown ? [] : zip(row.cells, columns).map { $0.text($1) }
            if isUnknown || sieve.lets(texts) { found.append(row.id) }
        }
        return found
    }

    /// Patients who yielded to others, with those.
    private func standIns(
        of found: [RecordView], _ lookup: StoreLookup
    ) -> [RecordID: RecordID] {
        guard type.name == RecordType.patient.name else { return [:] }
        return found.reduce(into: [:]) { standIns, view in
            let held = lookup.standIn(for: view).id
            standIns[view.id] = lookup.absentStandIn(for: view) ?? (held == view.id ? nil : held)
        }
    }
}

/// A doctor by name or NPI.
struct DoctorFind: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "find", abstract: "Find doctors by parts of the name or the NPI.",
        discussion: Finding.discussion + " JSON and CSV are as `list practitioner`.")

    @OptionGroup var options: DeskOptions

    @Argument(help: "Words to match.")
    var words: [String]

    @OptionGroup var output: ListingOptions

    func run(_ desk: Desk, _ console: Console) async throws {
        try Finding(type: .practitioner, words: words).run(desk, output, console)
    }
}

/// A payor by any name it goes by.
struct PayorFind: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "find",
        abstract: "Find payors by parts of a name or alias, by code or electronic id.",
        discussion: Finding.discussion + " JSON and CSV are as `list payor`.")

    @OptionGroup var options: DeskOptions

    @Argument(help: "Words to match.")
    var words: [String]

    @OptionGroup var output: ListingOptions

    func run(_ desk: Desk, _ console: Console) async throws {
        try Finding(type: .payor, words: words).run(desk, output, console)
    }
}
