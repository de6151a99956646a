internal import Merge

/// Who writes, and to whom: names, addresses and telephones as they stand on paper.
struct Letterhead<Lookup: RecordLookup> {
    let lookup: Lookup

    /// The practice: the office where there is one, else the tax entity.
    func practice(_ heading: String, office: RecordID?, entity: RecordID? = nil)
        -> PrintedSummary.Section
    {
        var section = PrintedSummary.Section(heading)
        let office = office.flatMap { lookup.record($0) }
        let group = (entity ?? office?.reference("organization")).flatMap { lookup.record($0) }
        let groupName = group?.text("dbaName") ?? group?.text("legalName")
        section.add("Practice", office?.text("name") ?? groupName)
        if let name = office?.text("name"), groupName != name {
            section.add("Part of", groupName)
        }
        section.add(
            "Address",
            office.flatMap { Stationery.address($0, "physical") }
                ?? group.flatMap { Stationery.address($0, "billing") })
        section.add("Phone", office?.text("phone").map { Stationery.phone($0) })
        section.add("Fax", office?.text("fax").map { Stationery.phone($0) })
        return section
    }

    /// The head of a letter that the group sends: its name, its own address, else the office's.
    func lines(office: RecordID?, entity: RecordID?) -> (lines: [String], isAddressed: Bool) {
        let office = office.flatMap { lookup.record($0) }
        let group = (entity ?? office?.reference("organization")).flatMap { lookup.record($0) }
        let groupName = group?.text("dbaName") ?? group?.text("legalName")
        let own = group.map { Stationery.addressLines($0, "billing") } ?? []
        let place = own.isEmpty ? office.map { Stationery.addressLines($0, "physical") } ?? [] : own
        let officeName = own.isEmpty || groupName == nil ? office?.text("name") : nil
        let names = [groupName, officeName == groupName ? nil : officeName].compactMap(\.self)
        let phones = [("Phone", "phone"), ("Fax", "fax")].compactMap { word, field in
            office?.text(field).map { "\(word) \(Stationery.phone($0))" }
        }
        let last = phones.isEmpty ? [] : [phones.joined(separator: ", ")]
        return (names + place + last, !names.isEmpty && !place.isEmpty)
    }
}

/// Addresses and telephones as they stand on paper.
enum Stationery {
    /// `12 Elm Street`, `Suite 2`, `Springfield, MA 01103`; none where none is on file.
    static func addressLines(_ view: RecordView, _ prefix: String) -> [String] {
        let streets = ["Line1", "Line2"].compactMap { view.text(prefix + $0) }
        let state = ["State", "Zip"].compactMap { view.text(prefix + $0) }
            .filter { !$0.isEmpty }.joined(separator: " ")
        let town = [view.text(prefix + "City") ?? "", state].filter { !$0.isEmpty }
        return (streets + [town.joined(separator: ", ")]).filter { !$0.isEmpty }
    }

    /// `12 Elm Street, Suite 2, Springfield, MA 01103`; `nil` where none is on file.
    static func address(_ view: RecordView, _ prefix: String) -> String? {
        let lines = ["Line1", "Line2", "City"].compactMap { view.text(prefix + $0) }
        let state = ["State", "Zip"].compactMap { view.text(prefix + $0) }
            .filter { !$0.isEmpty }.joined(separator: " ")
        let parts = (lines + [state]).filter { !$0.isEmpty }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
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
    static func memberPhone(_ payor: RecordView) -> String? {
        let lines = payor.pairs("contacts").compactMap { pair -> (rank: Int, phone: String)? in
            guard let phone = pair.value?[0].text else { return nil }
            let role = pair.key[0].text?.lowercased() ?? ""
            let isForMembers = ["member", "patient", "customer"].contains { role.contains($0) }
            return (isForMembers ? 0 : 1, phone)
        }
        return lines.min { ($0.rank, $0.phone) < ($1.rank, $1.phone) }.map { phone($0.phone) }
    }
}
