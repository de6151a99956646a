internal import Benefits
internal import Fees
internal import Merge
package import Participation
package import Records
package import Tables

extension Table {
    /// An answer about the network as rows: the answer, its ways, doubts and misses, cautions and
    /// what to do.
    ///
    /// - Parameter lookup: what the book was made of; fee schedules are found there.
    package static func explanation(
        _ answer: NetworkAnswer, to question: NetworkQuestion, in book: NetworkBook,
        _ lookup: some RecordLookup
    ) -> Table {
        let code = { (id: RecordID) in lookup.record(id)?.naturalKey ?? id.description }
        var table = Table(
            title: title(answer, question, book), explanationColumns)
        table.add(row("answer", text: answer.verdict.rawValue))
        for path in answer.paths {
            let enrollment = path.enrollment == nil ? "no enrolment needed" : "enrolled"
            let choice = FeeScheduleChoice.of(
                path.priced(for: question), .contracted, in: lookup)
            table.add([
                .text("way"), .text(path.contract.code), .text(path.route.name),
                .day(path.days.from), .day(path.days.through), cell(choice, code),
                .text([enrollment, basis(choice)].compactMap(\.self).joined(separator: "; ")),
            ])
        }
        for doubt in answer.doubtful {
            table.add(
                row(
                    "doubt", doubt.contract.code, via: doubt.route.name,
                    text: doubt.doubt.description))
        }
        for miss in answer.misses {
            table.add(row("miss", miss.contract.code, text: miss.lack.description))
        }
        for caution in answer.cautions { table.add(row("caution", text: caution)) }
        if book.heldOffice != nil {
            let kinds = Lapses.Kind.central.map(\.name).joined(separator: " and ")
            let word = Table.Cell.notHeld.plain
            table.add(row("caution", text: "whether \(kinds) stand is \(word)"))
        }
        for advice in answer.advice(on: question.day) { table.add(row("advice", text: advice)) }
        return table
    }

    /// The answer where a conflict leaves open who pays.
    package static func explanation(unknown doubt: Doubt) -> Table {
        var table = Table(
            title: "unknown: \(doubt)", explanationColumns)
        table.add(row("answer", text: NetworkAnswer.Verdict.unknown.rawValue))
        table.add(row("doubt", text: doubt.description))
        table.add(row("advice", text: doubt.remedy))
        return table
    }

    private static let explanationColumns: [Column] = [
        "what", "contract", "via", "from", "through", "schedule", .prose("text"),
    ]

    private static func title(
        _ answer: NetworkAnswer, _ question: NetworkQuestion, _ book: NetworkBook
    ) -> String {
        let doctor = book.doctor(question.doctor)?.npi ?? question.doctor.description
        let office = book.office(question.office)?.code ?? question.office.description
        let payor = book.payor(question.insured.payor)?.code ?? question.insured.payor.description
        return "\(answer.verdict.rawValue): doctor \(doctor) at \(office) for \(payor) "
            + "on \(question.day)"
    }

    private static func row(
        _ what: String, _ contract: String? = nil, via: String? = nil, text: String
    ) -> [Cell] {
        [.text(what), .text(contract), .text(via), .blank, .blank, .blank, .text(text)]
    }

    private static func cell(
        _ choice: FeeScheduleChoice, _ code: (RecordID) -> String
    ) -> Cell {
        switch choice {
        case .schedule(let id, _): .text(code(id))
        case .ambiguous(let ids): .list(ids.map(code))
        case .none: .blank
        }
    }

    private static func basis(_ choice: FeeScheduleChoice) -> String? {
        switch choice {
        case .schedule(_, let basis): "fee schedule: \(basis)"
        case .ambiguous:
            "several fee schedules fit: `bridgework fees assign` says which, by --precedence"
        case .none: "no fee schedule fits"
        }
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
