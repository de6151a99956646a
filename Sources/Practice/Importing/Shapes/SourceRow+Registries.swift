internal import Tables

extension ImportShape {
    /// The national provider file, or a part of its columns.
    static func nppes(_ rows: @escaping @Sendable (SourceRow) -> Translation) -> ImportShape {
        var shape = ImportShape(
            "nppes",
            [
                "NPI", "Entity Type Code", "Provider Last Name (Legal Name)",
                "Provider First Name",
            ], rows)
        shape.isRegistry = true
        return shape
    }

    /// The federal exclusion list, cut down to NPI and month.
    static let exclusionMonths = ImportShape("exclusion-months", ["npi", "exclusion_month"]) {
        .rows([$0.exclusion])
    }
}

extension SourceRow {
    /// NPPES has fifteen groups of taxonomy and licence columns.
    static let groups = 1...15

    /// A person of the national provider file.
    var nppesDoctor: ImportShape.Translation {
        // Of a deactivated number the file tells nothing but the day, not even whose it was.
        guard !isDeactivated else { return .skipped(.deactivated) }
        guard self["Entity Type Code"] == "1" else { return .skipped(.organization) }
        return .rows([nationalDoctor])
    }

    /// Taken out of use, and not put back since.
    var isDeactivated: Bool {
        !self["NPI Deactivation Date"].isEmpty && self["NPI Reactivation Date"].isEmpty
    }

    /// What the file says of a person, in our columns.
    var nationalDoctor: ImportRow {
        var row = mapped([
            DoctorFile.npi: "NPI", DoctorFile.family: "Provider Last Name (Legal Name)",
            DoctorFile.given: "Provider First Name", DoctorFile.middle: "Provider Middle Name",
            DoctorFile.suffix: "Provider Name Suffix Text",
        ])
        let credential = "Provider Credential Text"
        row.set(DoctorFile.degree, Self.degree(self[credential]), from: credential)
        let taxonomies = Self.groups.map { self["Healthcare Provider Taxonomy Code_\($0)"] }
        let primary = Self.groups.first { group in
            self["Healthcare Provider Primary Taxonomy Switch_\(group)"] == "Y"
        }
        let source = "Healthcare Provider Taxonomy Code_\(primary ?? 1)"
        row.set(DoctorFile.taxonomy, self[source], from: source)
        row.set(
            DoctorFile.taxonomies, taxonomies.filter { !$0.isEmpty }.joined(separator: "|"),
            from: "Healthcare Provider Taxonomy Code_1")
        return row
    }

    /// One row per state licence of the person; the file repeats one for each taxonomy.
    var nppesLicences: [ImportRow] {
        guard self["Entity Type Code"] == "1" else { return [] }
        var rows: [ImportRow] = []
        for group in Self.groups {
            let number = "Provider License Number_\(group)"
            let state = "Provider License Number State Code_\(group)"
            guard !self[number].isEmpty else { continue }
            var row = mapped([
                CredentialFile.npi: "NPI", CredentialFile.number: number,
                CredentialFile.state: state,
            ])
            row.set(CredentialFile.kind, "licence", from: number)
            let isKnown = rows.contains { $0.digest == row.digest }
            if !isKnown { rows.append(row) }
        }
        return rows
    }

    /// A row of the federal exclusion list; the month `05/2012` becomes its first day.
    var exclusion: ImportRow {
        var row = mapped([ExclusionFile.npi: "npi"])
        let column = "exclusion_month"
        row.set(ExclusionFile.list, "leie", from: column)
        let parts = self[column].split(separator: "/", omittingEmptySubsequences: false)
        let isMonth = parts.count == 2 && parts[0].utf8.count == 2 && parts[1].utf8.count == 4
        row.set(
            ExclusionFile.from, isMonth ? "\(parts[1])-\(parts[0])-01" : self[column], from: column)
        return row
    }

    /// Doctors write their degree in a dozen ways: `D.M.D.`, `DDS, MS`.
    private static func degree(_ text: String) -> String {
        let letters = ImportHeader.key(text)
        let known = ["dds", "dmd", "rdh", "md", "do"]
        if let exact = known.first(where: { $0 == letters }) { return exact.uppercased() }
        if letters.contains("dds") { return "DDS" }
        if letters.contains("dmd") { return "DMD" }
        return letters.isEmpty ? "" : "other"
    }
}
