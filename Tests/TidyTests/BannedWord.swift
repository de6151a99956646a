/// A word that is not written here, and what is written instead.
struct BannedWord: Sendable {
    let word: String
    let instead: String
    var place: Place = .everywhere
    /// What makes it right on the same line.
    var unless: String?

    /// Where it is banned.
    enum Place {
        case everywhere, sources, pureLayers
    }

    static let inCode: [BannedWord] = [
        BannedWord(word: "try!", instead: "`try`, and let it pass through"),
        BannedWord(word: " as! ", instead: "`as?` with a guard"),
        BannedWord(word: "@_exported", instead: "an import where the names are used"),
        // A program's first task, which nobody can wait for.
        BannedWord(
            word: " Task {", instead: "a task group inside run()", place: .sources,
            unless: "{ exit(await"),
        BannedWord(
            word: "Options()",
            instead: "options that were parsed: the first look at others stops "
                + "the program", place: .sources),
        BannedWord(word: "Task.detached", instead: "a task group", place: .sources),
        BannedWord(word: "print(", instead: "a returned value", place: .pureLayers),
        BannedWord(word: " async ", instead: "an answer at once", place: .pureLayers),
        BannedWord(word: "await ", instead: "an answer at once", place: .pureLayers),
        BannedWord(word: "Date()", instead: "a Timestamp argument", place: .pureLayers),
        BannedWord(word: "UUID()", instead: "an id argument", place: .pureLayers),
        BannedWord(
            word: "SystemRandomNumberGenerator", instead: "a seeded generator",
            place: .pureLayers),
        BannedWord(
            word: "scalar(named: \"", instead: "a declared field, as in view[Office.code]",
            place: .sources),
        BannedWord(
            word: "StepDraft(\"", instead: "a declared step, as in Enrollment.Step.submit",
            place: .sources),
        BannedWord(
            word: ".last(\"", instead: "a declared step, as in Enrollment.Step.submit",
            place: .pureLayers),
        BannedWord(
            word: ".event == \"", instead: "says(Enrollment.Step.submit)", place: .pureLayers),
        BannedWord(
            word: ".state == \"", instead: "isIn(Enrollment.State.ending)", place: .sources),
        BannedWord(
            word: ".state != \"", instead: "isIn(Enrollment.State.ending)", place: .sources),
        BannedWord(
            word: ".contains(standing.state)", instead: "isIn(Enrollment.State.ending)",
            place: .pureLayers),
        BannedWord(
            word: "facts: [\"", instead: "declared facts, as in Enrollment.Status.effectiveOn(day)",
            place: .sources),
        BannedWord(
            word: "Steps([", instead: "an enum of the type's steps, as in Steps(Step.self)",
            place: .sources),
        BannedWord(
            word: ".office(field: \"",
            instead: "a declared field, as in .office(Enrollment.office)",
            place: .pureLayers, unless: "officeItself"),
        BannedWord(
            word: "arent(field: \"", instead: "a declared field, as in .parent(Coverage.patient)",
            place: .pureLayers),
        BannedWord(
            word: ".offices(set: \"", instead: "a declared set, as in .offices(Patient.offices)",
            place: .pureLayers),
        BannedWord(
            word: "Assignment(field: \"", instead: "Assignment(Office.code, text)",
            place: .sources),
        BannedWord(
            word: ".random(", instead: "a seeded generator", place: .pureLayers, unless: "using:"),
    ]

    /// Words that name nothing, as parts of the names of types and files.
    static let inNames: [String: String] = [
        "Manager": "what it does, such as Desk, Line or Shelf",
        "Handler": "the event it takes",
        "Helper": "the idea behind it",
        "Helpers": "the idea behind them",
        "Util": "the idea behind it",
        "Utils": "the idea behind them",
        "Utilities": "the idea behind them",
        "Common": "what they share",
        "Impl": "how it does it, such as SQLite or Memory",
    ]

    func stands(in line: String) -> Bool {
        guard line.contains(word) else { return false }
        return unless.map { !line.contains($0) } ?? true
    }

    func applies(to file: SourceFile) -> Bool {
        switch place {
        case .everywhere: true
        case .sources: !file.isTest
        case .pureLayers: !file.isTest && Layers.pure.contains(file.target)
        }
    }
}
