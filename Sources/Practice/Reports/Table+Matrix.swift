package import Merge
package import Participation
package import Tables

extension NetworkBook {
    /// What a title says where only one office's cases are held.
    var alone: String {
        heldOffice.map { ", \(office($0)?.code ?? "one office") alone" } ?? ""
    }

    /// What has lapsed as a report's cell; at an office with what it cannot know.
    func cell(lapsed kinds: [Lapses.Kind]) -> Table.Cell {
        let unheld = heldOffice == nil ? [] : Lapses.Kind.central
        let word = Table.Cell.notHeld.plain
        return .sentences(
            kinds.map(\.name) + unheld.map { "\($0.name): \(word)" },
            words: (kinds.map(\.rawValue) + unheld.map { $0.rawValue + "?" })
                .joined(separator: ", "))
    }
}

extension Table {
    /// Who is in which contract where: rows are doctors at offices, columns contracts.
    ///
    /// A cell holds the state as of the day and its date. It is blank where the contract does not
    /// cover the office on that day; `excluded` is a doctor whom a public list excludes; `group`
    /// and `delegated` need no case, `not asked` is a hygienist whom the contract does not enrol.
    /// `lapsed` flags every case of the row; what an office cannot know stands there with a
    /// question mark.
    ///
    /// - Parameters:
    ///   - office: that office alone; `nil` is all.
    ///   - contract: that contract alone; `nil` is all that cover one of the offices shown.
    package static func matrix(
        _ book: NetworkBook, asOf day: Day, office: RecordID? = nil, contract: RecordID? = nil
    ) -> Table {
        let posts = book.postsWithCases.filter { post in
            (office == nil || post.office == office) && book.isCurrent(post, on: day)
        }
        let offices = Set(posts.map(\.office))
        var covered: [RecordID: [RecordID: NetworkBook.Contract]] = [:]
        var shown: Set<RecordID> = []
        for office in offices {
            for (found, days) in book.contracts(at: office)
            where days.contains(day) && (contract == nil || found.id == contract) {
                covered[office, default: [:]][found.id] = found
                shown.insert(found.id)
            }
        }
        let columns = book.contracts.filter { shown.contains($0.id) }
        var table = Table(
            title: "Doctors, offices and contracts" + book.alone,
            ["npi", "doctor", "office", "lapsed"] + columns.map { Column($0.code) },
            keyColumns: 4)
        for post in posts {
            let doctor = book.doctor(post.doctor)
            let cells = columns.map { column in
                covered[post.office]?[column.id].map { cell(book, post, $0, day) } ?? .blank
            }
            let lapsed = book.lapses.at(post, in: book).filter { $0.days.contains(day) }
            table.add(
                [
                    .text(doctor?.npi), .text(doctor?.name),
                    .text(book.office(post.office)?.code),
                    book.cell(lapsed: lapsed.map(\.kind)),
                ] + cells)
        }
        return table
    }

    private static func cell(
        _ book: NetworkBook, _ post: NetworkBook.Post, _ contract: NetworkBook.Contract, _ day: Day
    ) -> Cell {
        if contract.reach.inForce == nil { return .unknown }
        let cases = book.cases(
            at: .init(doctor: post.doctor, contract: contract.id, office: post.office))
        let states = cases.map { ($0.status, $0.status.state(on: day)) }
        // Of several cases of one seat, the one that counts on the day speaks.
        let counting = states.first { $0.0.knownDays.contains(day) }
        let doubtful = states.first { $0.0.doubt(on: day) != nil }
        guard let state = (counting ?? doubtful ?? states.last)?.1 else {
            if book.excluded[post.doctor].contains(day) { return .text("excluded") }
            switch contract.providerRule {
            case .groupCredentialed: return .text("group")
            case .delegated: return .text("delegated")
            case .eachProviderCredentialed:
                let isAsked = contract.enrollsHygienists || !book.isHygienist(at: post)
                return .text(isAsked ? "no case" : "not asked")
            }
        }
        if case .unknown = state { return .unknown }
        return .text(state.description)
    }
}
