import ArgumentParser
import Merge
import Practice
import Replica
import Store

/// Which cases or notices a command is about.
struct WorkFilter: ParsableArguments {
    @Option(help: "Only this doctor's, by NPI.")
    var doctor: String?

    @Option(help: "Only this contract's, by code.")
    var contract: String?

    @Option(help: "Only this office's, by code.")
    var office: String?

    @Option(help: "Only those that stand in this state, such as inReview, effective or sent.")
    var state: String?

    @Option(help: "Only those of this onboarding run or move, by id or the end of it.")
    var run: String?

    @Option(help: "KEY=VALUE with doctor, contract, office, state or run; may be repeated.")
    var `where`: [String] = []

    func validate() throws {
        for text in `where` {
            let key = text.prefix { $0 != "=" }
            guard text.contains("="), Self.keys.contains(String(key)) else {
                throw ValidationError(
                    "--where takes KEY=VALUE with \(Self.keys.joined(separator: ", ")).")
            }
        }
    }

    private static let keys = ["doctor", "contract", "office", "state", "run"]

    var isEmpty: Bool {
        [doctor, contract, office, state, run].allSatisfy { $0 == nil } && `where`.isEmpty
    }

    /// The records that `[ID …] STEP` names, or that the filter chooses.
    func chosen(
        _ type: RecordType, named words: [String], _ desk: Desk, _ transaction: StoreTransaction,
        today: Day
    ) throws -> [RecordID] {
        guard isEmpty else {
            return try type.name == RecordType.payorNotice.name
                ? notices(desk, transaction).map(\.id)
                : cases(desk, transaction, today: today).map(\.id)
        }
        return try words.dropLast().map { try desk.find(type, $0, transaction) }
    }

    /// Checks that a step's words name records, or that the filter does.
    func validate(steps words: [String]) throws {
        guard (words.count > 1) != !isEmpty, !words.isEmpty else {
            throw ValidationError("Name the records or choose them with --where, one of the two.")
        }
    }

    /// The cases in use that fit, by id.
    func cases(
        _ desk: Desk, _ transaction: StoreTransaction, today: Day
    ) throws -> [RecordView] {
        let lookup = StoreLookup(transaction)
        var views = try records("enrollment", "practitioner", desk, transaction, lookup)
        for office in try ids("office", office, .office, desk, transaction) {
            views = views.filter { $0.reference("office") == office }
        }
        for run in try runs(desk, transaction) {
            views = views.filter { Self.isOf(lookup.record(run), $0) }
        }
        let excluded = ExcludedDoctors(lookup)
        let found = views.filter { view in
            isState { wanted in
                CaseListing.state(view, excluded, on: today).name.lowercased() == wanted
                    || Workflow.enrollment.standing(of: view).state.lowercased() == wanted
            }
        }
        try lookup.check()
        return found
    }

    /// The notices in use that fit, by id.
    func notices(_ desk: Desk, _ transaction: StoreTransaction) throws -> [RecordView] {
        let lookup = StoreLookup(transaction)
        var views = try records("payor_notice", nil, desk, transaction, lookup)
        for (set, names) in [
            ("practitioners", try ids("doctor", doctor, .practitioner, desk, transaction)),
            ("offices", try ids("office", office, .office, desk, transaction)),
        ] {
            for name in names {
                views = views.filter { $0.elements(set).contains { $0[0] == .reference(name) } }
            }
        }
        for run in try runs(desk, transaction) {
            views = views.filter { NoticeRow.run(of: $0) == run }
        }
        let found = views.filter { view in
            isState { Workflow.notice.standing(of: view).state.lowercased() == $0 }
        }
        try lookup.check()
        return found
    }

    /// Those of the contract, and of the doctor where a field names one.
    private func records(
        _ type: String, _ doctorField: String?, _ desk: Desk, _ transaction: StoreTransaction,
        _ lookup: StoreLookup
    ) throws -> [RecordView] {
        var views: [RecordView]?
        let doctors = try doctorField.map { _ in
            try ids("doctor", doctor, .practitioner, desk, transaction)
        }
        for (field, names) in [
            (doctorField ?? "", doctors ?? []),
            ("contract", try ids("contract", contract, .payorContract, desk, transaction)),
        ] {
            for id in names {
                views =
                    views?.filter { $0.reference(field) == id }
                    ?? lookup.records(type, where: field, is: id)
            }
        }
        return (views ?? lookup.records(type)).filter(\.isActive).sorted { $0.id < $1.id }
    }

    /// Whether the run opened the case.
    private static func isOf(_ run: RecordView?, _ view: RecordView) -> Bool {
        guard let run, run.reference("practitioner") == view.reference("practitioner") else {
            return false
        }
        return run.elements("pairs").contains { pair in
            pair[0] == view.scalar("contract") && pair[1] == view.scalar("office")
        }
    }

    private func runs(_ desk: Desk, _ transaction: StoreTransaction) throws -> [RecordID] {
        try values("run", run).map { try desk.findRun($0, transaction) }
    }

    private func ids(
        _ key: String, _ option: String?, _ type: RecordType, _ desk: Desk,
        _ transaction: StoreTransaction
    ) throws -> [RecordID] {
        try values(key, option).map { try desk.find(type, $0, transaction) }
    }

    private func isState(_ matches: (String) -> Bool) -> Bool {
        values("state", state).map { $0.lowercased() }.allSatisfy(matches)
    }

    private func values(_ key: String, _ option: String?) -> [String] {
        [option].compactMap(\.self)
            + `where`.filter { $0.hasPrefix(key + "=") }.map { String($0.dropFirst(key.count + 1)) }
    }
}
