internal import Merge

// The national provider file (NPPES) has some 330 columns, all quoted, with dates MM/DD/YYYY; a
// file of its own lists the practice locations beside the first. Headers are matched by their
// letters and digits alone: the files write some with two blanks. A month's file has millions of
// rows, so both are read in pieces and only the rows of the doctors asked about are kept.

/// What the national provider file says of the doctors somebody asks about.
package struct NationalFile: Sendable {
    package private(set) var providers: [String: NationalProvider] = [:]
    /// The practice locations beside the first, by NPI; `nil` where that file was not read.
    package private(set) var locations: [String: Set<PracticeAddress>]?
    /// Lines of rows that could not be read: whose they are nobody can tell.
    package private(set) var badLines: [Int] = []
    private let npis: Set<String>

    /// Why a file is not one of the registry's.
    package struct Unreadable: Error, Equatable, CustomStringConvertible {
        package let missing: [String]

        package var description: String {
            "the file is not the registry's: it lacks the columns "
                + missing.joined(separator: "; ") + "; name an npidata_pfile or pl_pfile CSV"
        }
    }

    /// - Parameter npis: whom to keep.
    package init(of npis: Set<String>) {
        self.npis = npis
    }

    /// Takes a piece of `npidata_pfile` in, or of a part of its columns.
    package mutating func read(providers piece: CSVPieces.Piece) throws(Unreadable) {
        let needed = [
            "NPI", "Entity Type Code", "Provider Last Name (Legal Name)",
            "Provider First Line Business Practice Location Address",
            "Provider Business Practice Location Address Postal Code",
        ]
        for row in try rows(piece, needed) where row["Entity Type Code"] != "2" {
            providers[row["NPI"]] = NationalProvider(row)
        }
    }

    /// Takes a piece of `pl_pfile` in: the locations beside the first.
    ///
    /// The file repeats rows.
    package mutating func read(locations piece: CSVPieces.Piece) throws(Unreadable) {
        let prefix = "Provider Secondary Practice Location Address - "
        let line1 = prefix + "Address Line 1"
        var found = locations ?? [:]
        for row in try rows(piece, ["NPI", line1, prefix + "Postal Code"]) {
            found[row["NPI"], default: []].insert(
                PracticeAddress(
                    line1: row[line1], city: row[prefix + "City Name"],
                    state: row[prefix + "State Name"], zip: row[prefix + "Postal Code"]))
        }
        locations = found
    }

    /// The rows of the doctors asked about.
    private mutating func rows(
        _ piece: CSVPieces.Piece, _ needed: [String]
    ) throws(Unreadable) -> [SourceRow] {
        var reader = CSVReader(piece.bytes)
        guard let first = reader.next() else { throw Unreadable(missing: needed) }
        let header = ImportHeader(first)
        let missing = needed.filter { !header.contains($0) }
        guard missing.isEmpty else { throw Unreadable(missing: missing) }
        let column = header.positions(of: "NPI").first ?? 0
        var kept: [SourceRow] = []
        while let row = reader.next() {
            guard row.problems.isEmpty, row.fields.count == first.fields.count else {
                badLines.append(row.line + piece.lineOffset)
                continue
            }
            let npi = String(decoding: row.fields[column], as: UTF8.self)
            if npis.contains(npi) { kept.append(SourceRow(row, header)) }
        }
        return kept
    }
}
