internal import Merge
package import Tables

// The national provider file (NPPES) has some 330 columns, all quoted, with dates MM/DD/YYYY; a
// file of its own lists the practice locations beside the first. Headers are matched by their
// letters and digits alone: the files write some with two blanks. A month's file has millions of
// rows, so both are read in pieces and only the rows of the doctors asked about are kept.

/// What the national provider file says of the doctors somebody asks about.
package struct NationalFile: Sendable {
    package private(set) var providers: [String: NationalProvider] = [:]
    /// Of the numbers asked about, those that the file gives to an organization.
    package private(set) var organizations: Set<String> = []
    /// The practice locations beside the first, by NPI; `nil` where that file was not read.
    package private(set) var locations: [String: Set<PracticeAddress>]?
    /// Columns that the file of providers lacks, by what cannot be compared without them.
    package private(set) var lacking: [RegistryDifference.Topic: [String]] = [:]
    /// Lines of rows that could not be read, of either file: whose they are nobody can tell.
    package private(set) var badProviderLines: [Int] = []
    package private(set) var badLocationLines: [Int] = []
    /// Rows of either file that a quote holds over several lines.
    package private(set) var longRows = LongRows()
    private let npis: Set<String>

    /// Why a file is not one of the registry's.
    package struct Unreadable: Error, Equatable, CustomStringConvertible {
        package let missing: [String]

        package var description: String {
            guard !missing.isEmpty else {
                return "a quote in the file's header holds whole rows; fetch the file again"
            }
            return "the file is not the registry's: it lacks the columns "
                + missing.joined(separator: "; ") + "; name an npidata_pfile or pl_pfile CSV"
        }
    }

    /// - Parameter npis: whom to keep.
    package init(of npis: Set<String>) {
        self.npis = npis
    }

    /// What each topic is read from, besides the number and the address.
    private static let columns: [RegistryDifference.Topic: [String]] = [
        .deactivated: ["NPI Deactivation Date", "NPI Reactivation Date"],
        .replaced: ["Replacement NPI"],
        .name: ["Provider First Name", "Provider Last Name (Legal Name)"],
        .taxonomy: [
            "Healthcare Provider Taxonomy Code_1", "Healthcare Provider Primary Taxonomy Switch_1",
        ],
        .licence: ["Provider License Number_1", "Provider License Number State Code_1"],
    ]

    /// Takes a piece of `npidata_pfile` in, or of a part of its columns.
    package mutating func read(providers piece: CSVPieces.Piece) throws(Unreadable) {
        let needed = [
            "NPI", "Entity Type Code", "Provider First Line Business Practice Location Address",
            "Provider Business Practice Location Address Postal Code",
        ]
        let found = try Rows(piece, needed, npis, &longRows)
        badProviderLines += found.badLines
        lacking = Self.columns.compactMapValues { names in
            let missing = names.filter { !found.header.contains($0) }
            return missing.isEmpty ? nil : missing
        }
        let groups = SourceRow.groups.prefix {
            found.header.contains("Healthcare Provider Taxonomy Code_\($0)")
        }.count
        for row in found.kept {
            if row["Entity Type Code"] == "2" {
                organizations.insert(row["NPI"])
            } else {
                providers[row["NPI"]] = NationalProvider(row, groups: groups)
            }
        }
    }

    /// Takes a piece of `pl_pfile` in: the locations beside the first.
    ///
    /// The file repeats rows.
    package mutating func read(locations piece: CSVPieces.Piece) throws(Unreadable) {
        let prefix = "Provider Secondary Practice Location Address - "
        let line1 = prefix + "Address Line 1"
        let rows = try Rows(
            piece, ["NPI", line1, prefix + "Postal Code"], npis, &longRows)
        badLocationLines += rows.badLines
        var found = locations ?? [:]
        for row in rows.kept {
            found[row["NPI"], default: []].insert(
                PracticeAddress(
                    line1: row[line1], city: row[prefix + "City Name"],
                    state: row[prefix + "State Name"], zip: row[prefix + "Postal Code"]))
        }
        locations = found
    }

    /// The rows of the doctors asked about.
    private struct Rows {
        let header: ImportHeader
        private(set) var kept: [SourceRow] = []
        private(set) var badLines: [Int] = []

        init(
            _ piece: CSVPieces.Piece, _ needed: [String], _ npis: Set<String>,
            _ longRows: inout LongRows
        ) throws(Unreadable) {
            guard var rows = HeadedRows(piece.bytes) else { throw Unreadable(missing: needed) }
            header = rows.header
            let missing = needed.filter { !rows.header.contains($0) }
            guard missing.isEmpty, !rows.first.mayHoldRows(of: header) else {
                throw Unreadable(missing: missing)
            }
            let column = header.positions(of: "NPI").first ?? 0
            while let (row, faults) = rows.next() {
                guard faults.isEmpty else {
                    badLines.append(row.line + piece.lineOffset)
                    continue
                }
                longRows.note(row, after: piece.lineOffset)
                if npis.contains(row.typed(at: column)) { kept.append(row) }
            }
        }
    }
}
