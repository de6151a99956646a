internal import Benefits
internal import Fees
package import Merge
package import Participation
internal import Records
package import Tables

/// An answer about the network with all that speaks for and against it, for people and programs.
package struct NetworkExplanation: Sendable {
    /// What a row tells.
    package enum Kind: String, Sendable {
        case way, doubt, miss, caution, advice
    }

    /// One thing that speaks for the answer, against it, or follows from it.
    package struct Row: Sendable {
        package let kind: Kind
        /// The contract's code.
        package var contract: String?
        /// `direct` or `access`.
        package var via: String?
        package var from: Day?
        package var through: Day?
        /// The codes of the fee schedules that fit; more than one is for a person to order.
        package var schedules: [String] = []
        package let text: String
    }

    /// The answer in a line, with whom and which day it is about.
    package let title: String
    package let verdict: NetworkAnswer.Verdict
    package let rows: [Row]

    /// - Parameter lookup: what the book was made of; fee schedules are found there.
    init(
        _ answer: NetworkAnswer, to question: NetworkQuestion, in book: NetworkBook,
        _ lookup: some RecordLookup
    ) {
        self.title = Self.title(answer, question, book)
        self.verdict = answer.verdict
        var rows = answer.paths.map { Self.way($0, question, lookup) }
        rows += answer.doubtful.map { doubt in
            Row(
                kind: .doubt, contract: doubt.contract.code, via: doubt.route.name,
                text: doubt.doubt.description)
        }
        rows += answer.misses.map { miss in
            Row(kind: .miss, contract: miss.contract.code, text: miss.lack.description)
        }
        rows += answer.cautions.map { Row(kind: .caution, text: $0) }
        if book.heldOffice != nil {
            let kinds = Lapses.Kind.central.map(\.name).joined(separator: " and ")
            let word = Table.Cell.notHeld.plain
            rows.append(Row(kind: .caution, text: "whether \(kinds) stand is \(word)"))
        }
        rows += answer.advice(on: question.day).map { Row(kind: .advice, text: $0) }
        self.rows = rows
    }

    /// Where a conflict leaves open who pays.
    init(unknown doubt: Doubt) {
        self.title = "unknown: \(doubt)"
        self.verdict = .unknown
        self.rows = [
            Row(kind: .doubt, text: doubt.description), Row(kind: .advice, text: doubt.remedy),
        ]
    }

    /// As rows: the answer first.
    package var table: Table {
        var table = Table(
            title: title,
            ["what", "contract", "via", "from", "through", "schedule", .prose("text")])
        table.add(
            [.text("answer"), .blank, .blank, .blank, .blank, .blank, .text(verdict.rawValue)])
        for row in rows {
            table.add([
                .text(row.kind.rawValue), .text(row.contract), .text(row.via), .day(row.from),
                .day(row.through), Self.cell(row.schedules), .text(row.text),
            ])
        }
        return table
    }

    private static func cell(_ schedules: [String]) -> Table.Cell {
        switch schedules.count {
        case 0: .blank
        case 1: .text(schedules[0])
        default: .list(schedules)
        }
    }

    private static func way(
        _ path: NetworkAnswer.Path, _ question: NetworkQuestion, _ lookup: some RecordLookup
    ) -> Row {
        let enrollment = path.enrollment == nil ? "no enrolment needed" : "enrolled"
        let choice = FeeScheduleChoice.of(path.priced(for: question), .contracted, in: lookup)
        let code = { (id: RecordID) in lookup.record(id)?.naturalKey ?? id.description }
        let schedules: [String] =
            switch choice {
            case .schedule(let id, _): [code(id)]
            case .ambiguous(let ids): ids.map(code)
            case .none: []
            }
        return Row(
            kind: .way, contract: path.contract.code, via: path.route.name, from: path.days.from,
            through: path.days.through, schedules: schedules,
            text: "\(enrollment); \(basis(choice))")
    }

    private static func basis(_ choice: FeeScheduleChoice) -> String {
        switch choice {
        case .schedule(_, let basis): "fee schedule: \(basis)"
        case .ambiguous:
            "several fee schedules fit: `bridgework fees assign` says which, by --precedence"
        case .none: "no fee schedule fits"
        }
    }

    private static func title(
        _ answer: NetworkAnswer, _ question: NetworkQuestion, _ book: NetworkBook
    ) -> String {
        let doctor = book.doctor(question.doctor)?.npi ?? question.doctor.description
        let office = book.office(question.office)?.code ?? question.office.description
        let payor = book.payor(question.insured.payor)?.code ?? question.insured.payor.description
        return "\(answer.verdict.rawValue): doctor \(doctor) at \(office) for \(payor) "
            + "on \(question.day)"
    }
}

extension NetworkAnswer.Route {
    package var name: String {
        switch self {
        case .direct: "direct"
        case .access: "access"
        }
    }
}
