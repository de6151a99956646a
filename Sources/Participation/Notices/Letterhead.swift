package import Merge
package import Records
package import Tables

/// Who writes, and to whom: names, addresses and telephones as they stand on paper.
package struct Letterhead<Lookup: RecordLookup> {
    let lookup: Lookup

    package init(lookup: Lookup) {
        self.lookup = lookup
    }

    /// The practice: the office where there is one, else the tax entity.
    package func practice(_ heading: String, office: RecordID?, entity: RecordID? = nil)
        -> PrintedSummary.Section
    {
        var section = PrintedSummary.Section(heading)
        let office = office.flatMap { lookup.record($0) }
        let group = (entity ?? office?[Office.organization]).flatMap { lookup.record($0) }
        let groupName = group?[Organization.dbaName] ?? group?[Organization.legalName]
        section.add("Practice", office?[Office.name] ?? groupName)
        if let name = office?[Office.name], groupName != name {
            section.add("Part of", groupName)
        }
        section.add(
            "Address",
            office.flatMap { Stationery.address($0, Office.physicalAddress) }
                ?? group.flatMap { Stationery.address($0, Organization.billingAddress) })
        section.add("Phone", office?[Office.phone].map { Stationery.phone($0) })
        section.add("Fax", office?[Office.fax].map { Stationery.phone($0) })
        return section
    }

    /// The head of a letter that the group sends: its name, its own address, else the office's.
    func lines(office: RecordID?, entity: RecordID?) -> (lines: [String], isAddressed: Bool) {
        let office = office.flatMap { lookup.record($0) }
        let group = (entity ?? office?[Office.organization]).flatMap { lookup.record($0) }
        let groupName = group?[Organization.dbaName] ?? group?[Organization.legalName]
        let own = group.map { Stationery.addressLines($0, Organization.billingAddress) } ?? []
        let place =
            own.isEmpty
            ? office.map { Stationery.addressLines($0, Office.physicalAddress) } ?? [] : own
        let officeName = own.isEmpty || groupName == nil ? office?[Office.name] : nil
        let names = [groupName, officeName == groupName ? nil : officeName].compactMap(\.self)
        let phones = [("Phone", Office.phone), ("Fax", Office.fax)].compactMap { word, field in
            office?[field].map { "\(word) \(Stationery.phone($0))" }
        }
        let last = phones.isEmpty ? [] : [phones.joined(separator: ", ")]
        return (names + place + last, !names.isEmpty && !place.isEmpty)
    }
}

/// Addresses and telephones as they stand on paper.
package enum Stationery {
    /// `12 Elm Street`, `Suite 2`, `Springfield, MA 01103`; none where none is on file.
    static func addressLines(
        _ view: RecordView, _ address: AddressUnit<some RecordKind>
    ) -> [String] {
        let streets = [address.line1, address.line2].compactMap { view[$0] }
        let state = [address.state, address.zip].compactMap { view[$0] }
            .filter { !$0.isEmpty }.joined(separator: " ")
        let town = [view[address.city] ?? "", state].filter { !$0.isEmpty }
        return (streets + [town.joined(separator: ", ")]).filter { !$0.isEmpty }
    }

    /// `12 Elm Street, Suite 2, Springfield, MA 01103`; `nil` where none is on file.
    static func address(_ view: RecordView, _ address: AddressUnit<some RecordKind>) -> String? {
        let lines = [address.line1, address.line2, address.city].compactMap { view[$0] }
        let state = [address.state, address.zip].compactMap { view[$0] }
            .filter { !$0.isEmpty }.joined(separator: " ")
        let parts = (lines + [state]).filter { !$0.isEmpty }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    /// Where a payor takes disputes and appeals, else claims; `nil` where neither is on file.
    package static func appealAddress(_ payor: RecordView) -> String? {
        address(payor, Payor.appealAddress) ?? address(payor, Payor.claimAddress)
    }

    /// `(413) 555-0100`.
    static func phone(_ digits: String) -> String {
        guard digits.utf8.count == 10, digits.utf8.allSatisfy(ASCIIText.isDigit) else {
            return digits
        }
        let text = Array(digits)
        return "(\(String(text[..<3]))) \(String(text[3..<6]))-\(String(text[6...]))"
    }

    /// A payor's telephone, the one for members first; `nil` where none is on file.
    package static func memberPhone(_ payor: RecordView) -> String? {
        typealias Line = Payor.Contacts
        let lines = payor[Payor.contacts].compactMap { row -> (rank: Int, phone: String)? in
            guard let phone = row[Line.phone] else { return nil }
            let role = row[Line.role]?.lowercased() ?? ""
            let isForMembers = ["member", "patient", "customer"].contains { role.contains($0) }
            return (isForMembers ? 0 : 1, phone)
        }
        return lines.min { ($0.rank, $0.phone) < ($1.rank, $1.phone) }.map { phone($0.phone) }
    }
}
