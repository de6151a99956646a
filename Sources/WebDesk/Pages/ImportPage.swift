import Errands

/// Files that are taken in: looked at first, and then exactly what was looked at.
enum ImportPage {
    /// What a file may be, by the word of `bridgework import`; two have commands of their own.
    static let kinds: [FieldView.Choice] =
        [.init("fees", "Fees of a schedule"), .init("x12", "X12 of a clearinghouse")]
        + [
            "offices", "doctors", "credentials", "payors", "plans", "contracts",
            "contract-locations", "assignments", "enrollments", "exclusions", "patients",
            "coverage", "benefits", "schedule", "appointments", "users", "volumes",
            "receivables", "claims",
        ].map { .init($0, Words.heading($0)) }

    static func empty(_ visit: PageRequest) async -> Page {
        await page(visit, given: visit.query, beside: [])
    }

    /// The dry run of what was handed over.
    static func preview(_ visit: PageRequest, _ upload: HeldUpload?) async -> Page {
        guard let upload else {
            return await page(
                visit, given: visit.form, beside: [], refusal: "Choose a file first.")
        }
        guard let errand = errand(upload, isRehearsal: true) else {
            return await page(
                visit, given: visit.form, beside: [],
                refusal: "Say what the file is; fees need their schedule.")
        }
        let reply = await visit.run(errand).trimmed(to: WebLimits.linesMax)
        var beside = [Blocks.reply(reply, title: "What would happen")]
        if reply.isDone {
            beside.append(
                Template.taking.filled([
                    "formKey": visit.session.formKey, "digest": upload.digest,
                    "name": upload.file.name,
                    "size": Words.grouped(String(upload.file.bytes.count)),
                    "brief": String(upload.digest.prefix(12)),
                ]))
        }
        return await page(visit, given: visit.form, beside: beside)
    }

    /// Takes in what was looked at.
    static func take(_ visit: PageRequest, _ upload: HeldUpload) async -> FormOutcome {
        guard let errand = errand(upload, isRehearsal: false) else {
            return .page(await empty(visit))
        }
        let reply = await visit.run(errand).trimmed(to: WebLimits.linesMax)
        guard reply.isDone else {
            return .page(
                await page(
                    visit, given: upload.form,
                    beside: [Blocks.reply(reply, title: "Nothing was taken in")]))
        }
        return .done(
            SavedWord(title: "\(upload.file.name): taken in", reply: reply), next: "/imports")
    }

    /// What is no longer held, or was never looked at.
    static func stale(_ visit: PageRequest) async -> Page {
        await page(
            visit, given: WebForm(), beside: [],
            refusal: "That file is not held any more, or another one is: look at it again first.")
    }

    /// - Returns: `nil` where the form does not say what the file is.
    static func errand(_ upload: HeldUpload, isRehearsal: Bool) -> Errand? {
        let form = upload.form
        guard let kind = form["kind"], kinds.contains(where: { $0.value == kind }) else {
            return nil
        }
        var errand: Errand
        switch kind {
        case "fees":
            guard let schedule = form["schedule"] else { return nil }
            errand = Errand("fees", "import").with("schedule", schedule).with("map", form["map"])
        case "x12": errand = Errand("import", "x12")
        default: errand = Errand("import", "file").of(kind)
        }
        return errand.with("reason", form["reason"])
            .with(flag: "skip-bad", if: form["skipBad"] == "yes")
            .with(flag: "dry-run", if: isRehearsal).with(file: upload.file)
    }

    private static func page(
        _ visit: PageRequest, given: WebForm, beside: [Markup], refusal: String? = nil
    ) async -> Page {
        let schedules = await Picks.choices(.schedule, visit.clerk)
        let fields = [
            FieldView(
                "kind", "What it is", .choice([.init("", "")] + kinds), value: given["kind"],
                isRequired: true),
            FieldView(
                "schedule", "Fee schedule", .choice([.init("", "")] + schedules),
                value: given["schedule"], help: "Of fees alone."),
            FieldView(
                "map", "Columns", value: given["map"],
                help: "Of fees alone, where the file's own are not understood: "
                    + "code=HEADER,amount=HEADER."),
            FieldView(
                "skipBad", "Bad rows",
                .choice([.init("", "Refuse the file"), .init("yes", "Leave them out")]),
                value: given["skipBad"]),
            FieldView("reason", "Why", value: given["reason"]),
        ]
        var values: [String: Any] = [
            "formKey": visit.session.formKey, "fields": fields.map { $0.values(in: "import") },
            "most": String(WebLimits.uploadBytesMax >> 20),
        ]
        if let refusal { values["refusal"] = refusal }
        let right =
            beside.isEmpty
            ? [Blocks.notice(.plain, nil, ["Look first: nothing is written until you say so."])]
            : beside
        return Page(
            "Take a file in", .today, tab: "Import",
            lead: "All of its rows, or none; and exactly the bytes that you looked at.",
            trail: ("Today", "/"),
            [
                Blocks.columns(
                    [Template.importing.filled(values)],
                    [Blocks.section("What would happen", right)])
            ])
    }
}
