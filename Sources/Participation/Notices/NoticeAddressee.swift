internal import Merge
internal import Records
internal import Tables

/// The payor as a letter addresses it: the department or person for practitioners, and where.
struct NoticeAddressee {
    private(set) var lines: [String] = []
    private(set) var salutation = "To whom it may concern:"
    private(set) var lacks: [NoticeLack] = []

    init(_ payor: RecordID?, in lookup: some RecordLookup) {
        guard let payor, let view = lookup.record(Self.inUse(payor, lookup)) else { return }
        let contacts = view[Payor.contacts].compactMap { Contact($0) }
            .sorted { ($0.rank, $0.role, $0.name ?? "") < ($1.rank, $1.role, $1.name ?? "") }
        let contact = contacts.first { $0.rank == 0 }
        let address = Stationery.addressLines(view, Payor.claimAddress)
        let emails = contacts.filter { $0.rank < 2 }.compactMap(\.email)
        let attention = [contact?.name, contact?.role ?? "Credentialing Department"]
        lines = [view[Payor.name] ?? ""]
        lines += ["Attention: " + attention.compactMap(\.self).joined(separator: ", ")]
        lines += address
        if let phone = contact?.phone { lines.append("Phone " + Stationery.phone(phone)) }
        if let email = emails.first { lines.append(email) }
        if let name = contact?.name { salutation = "Dear \(name):" }
        if address.isEmpty, emails.isEmpty {
            lacks.append(.payorAddress(view[Payor.code] ?? payor.suffix))
        }
    }

    /// The payor that stands for a duplicate.
    private static func inUse(_ payor: RecordID, _ lookup: some RecordLookup) -> RecordID {
        var seen: Set<RecordID> = [payor]
        var last = payor
        while let next = lookup.record(last)?[Payor.replacedBy], seen.insert(next).inserted {
            last = next
        }
        return last
    }

    /// Who is to be spoken to at the payor.
    private struct Contact {
        let role: String
        let name: String?
        let phone: String?
        let email: String?

        init?(_ row: RecordRow) {
            typealias Line = Payor.Contacts
            guard let role = row[Line.role] else { return nil }
            self.role = role
            self.name = row[Line.name]
            self.phone = row[Line.phone]
            self.email = row[Line.email]
        }

        /// Those for practitioners first, those for members and claims not at all.
        var rank: Int {
            let word = role.lowercased()
            let own = ["credential", "provider", "network", "enrol", "contract", "relation"]
            if own.contains(where: word.contains) { return 0 }
            return ["member", "patient", "customer", "claim", "appeal"].contains(
                where: word.contains) ? 2 : 1
        }
    }
}
