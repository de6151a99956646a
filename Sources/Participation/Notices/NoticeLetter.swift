package import Merge
package import Records
package import Tables

// A letter that goes to a payor as it is, on paper or into a portal: the sender's letterhead, the
// day, the payor's address and contact, what it is about (doctor, NPI, CAQH id), what changes at
// which practice location under which tax number from when on, what the payor is asked to do and by
// when, what is enclosed, and who signs. It holds no ids of ours and no words of commands.
//
// Until a notice is sent its letter is derived from the records. Sending keeps the letter on each
// of its notices as one text, so that a later change of an address does not rewrite what was told:
//
//     Title ¶ ## Doctor ¶ Name: Ada Synthetic ¶ NPI: 2000000002 ¶ - a sentence ¶ | a plain line
//
// Nothing private belongs in it: no birth date, no home address, and no tax number that is a
// social security number.

/// What one payor is told by one letter, of one notice or of several.
package struct NoticeLetter: Equatable, Sendable {
    package let title: String
    package private(set) var sections: [PrintedSummary.Section]
    /// What it ought to say and no record holds; a letter that was kept lacks nothing any more.
    package private(set) var lacks: [NoticeLack] = []

    /// By which day an answer is asked for, counted from the letter's.
    private static let answerDays: Int64 = 30

    /// The letter of the notice and of those that go with it, as the records stand.
    ///
    /// - Parameters:
    ///   - day: the one on which it is printed or sent.
    ///   - signer: the user who signs; by hand alone where nobody is named.
    package init(
        of notice: RecordView, on day: Day?, signer: RecordID?, in lookup: some RecordLookup
    ) {
        let notices = NoticeEnvelope(of: notice, in: lookup).notices
        let facts = NoticeFacts(lookup: lookup)
        let subject = NoticeSubject(of: notices, in: lookup)
        let cause = NoticeCause(subject, of: notices, in: lookup)
        let payor = NoticeEnvelope.payor(of: notice, in: lookup)
        let addressee = NoticeAddressee(payor, in: lookup)
        let entity = notice[PayorNotice.contract].flatMap { lookup.record($0) }?[
            PayorContract.organization]
        let office = (subject.entered + subject.changed + subject.left).first?.office
        let sender = Letterhead(lookup: lookup).lines(office: office, entity: entity)
        let practice = sender.lines.first ?? "our practice"
        let details = notices.compactMap { $0[PayorNotice.payload] }
        let name = subject.doctors.map(facts.name).joined(separator: " and ")
        self.title = cause.title + ": " + Self.subject(subject.doctors, facts, lookup)
        self.sections = []
        addLines(Self.sender, sender.lines)
        addLines(Self.date, [day?.description].compactMap(\.self))
        addLines(Self.addressee, addressee.lines)
        let opening = [addressee.salutation, "", cause.opening(name, practice: practice)]
        addLines(Self.opening, opening + details)
        addFacts(subject, facts)
        add(facts.disassociation(subject))
        var requests = PrintedSummary.Section("What we ask of you")
        let until = day.map { " by \($0.advanced(by: Self.answerDays))" } ?? ""
        let confirm = "Confirm this in writing\(until), with the day on which it takes effect."
        requests.items = (cause.requests + [confirm]).map { .sentence($0) }
        add(requests)
        let enclosures = facts.enclosures(subject, cause, payor: payor)
        add(enclosures.section)
        let person = signer.flatMap { lookup.record($0) }
        let names = [person?[User.displayName], person?[User.email], practice]
        addLines(
            Self.signature,
            ["Sincerely,", "", "", "______________________________"] + names.compactMap(\.self))
        self.lacks =
            addressee.lacks + (sender.isAddressed ? [] : [.senderAddress])
            + facts.lacks(subject, cause, details: details.first) + enclosures.lacks
            + (day.map { day in
                subject.doctors.flatMap { facts.expiredLicences(of: $0, on: day) }
            } ?? [])
    }

    /// `Ada Synthetic, DMD, NPI 2000000002, CAQH id 10000001`.
    private static func subject<Lookup: RecordLookup>(
        _ doctors: [RecordID], _ facts: NoticeFacts<Lookup>, _ lookup: Lookup
    ) -> String {
        doctors.map { doctor in
            let npi = lookup.record(doctor)?[Practitioner.npi].map { "NPI \($0)" }
            let caqh = facts.caqh(of: doctor).map { "CAQH id \($0)" }
            return [facts.name(of: doctor), npi, caqh].compactMap(\.self).joined(separator: ", ")
        }.joined(separator: "; ")
    }

    private mutating func addFacts<Lookup: RecordLookup>(
        _ subject: NoticeSubject, _ facts: NoticeFacts<Lookup>
    ) {
        let places = subject.entered + subject.left + subject.changed
        let contracts = Set(places.flatMap(\.contracts))
        for doctor in subject.doctors { add(facts.doctor(doctor, contracts: contracts)) }
        for place in subject.entered {
            add(facts.place(place, "Practice location to add", dayName: "First day"))
        }
        for place in subject.left {
            add(facts.place(place, "Practice location to remove", dayName: "Last day"))
        }
        for place in subject.changed {
            add(facts.place(place, "Practice location", dayName: nil))
        }
    }

    private mutating func addLines(_ heading: String, _ lines: [String]) {
        var section = PrintedSummary.Section(heading)
        section.items = lines.map { .line($0) }
        add(section)
    }

    private mutating func add(_ section: PrintedSummary.Section) {
        if !section.items.isEmpty { sections.append(section) }
    }

    private static let (sender, date, addressee) = ("From", "Date", "To")
    private static let (opening, signature) = ("Opening", "Signature")

    /// For whatever prints it: what a reader knows by its place has no heading.
    package var printed: PrintedSummary {
        var summary = PrintedSummary(title: "", footer: "")
        let head = [Self.sender, Self.date, Self.addressee]
        for section in sections where head.contains(section.heading) {
            summary.add(Self.plain(section))
        }
        var subject = PrintedSummary.Section("")
        subject.items = [.line("Re: " + title)]
        summary.add(subject)
        for section in sections where !head.contains(section.heading) {
            let isPlain = [Self.opening, Self.signature].contains(section.heading)
            summary.add(isPlain ? Self.plain(section) : section)
        }
        return summary
    }

    private static func plain(_ section: PrintedSummary.Section) -> PrintedSummary.Section {
        var plain = PrintedSummary.Section("")
        plain.items = section.items
        return plain
    }
}

extension NoticeLetter {
    private static let mark = "\u{B6}"

    /// As it is kept on the notice: one line.
    package var kept: String {
        let lines = sections.flatMap { section in
            ["## " + section.heading]
                + section.items.map { item in
                    switch item {
                    case .row(let name, let value): "\(name): \(value)"
                    case .sentence(let text): "- " + text
                    case .line(let text): "| " + text
                    }
                }
        }
        return ([title] + lines).map { $0.replacing(Self.mark, with: " ") }
            .joined(separator: " \(Self.mark) ")
    }

    /// A letter that was kept.
    package init(kept text: String) {
        let lines = text.split(separator: " \(Self.mark) ")
        self.title = lines.first.map(String.init) ?? ""
        self.sections = []
        for line in lines.dropFirst() {
            if line.hasPrefix("## ") {
                sections.append(PrintedSummary.Section(String(line.dropFirst(3))))
            } else if !sections.isEmpty {
                sections[sections.count - 1].items.append(Self.item(line))
            }
        }
    }

    private static func item(_ line: Substring) -> PrintedSummary.Item {
        if line.hasPrefix("| ") { return .line(String(line.dropFirst(2))) }
        guard !line.hasPrefix("- "), let colon = line.firstRange(of: ": ") else {
            return .sentence(String(line.hasPrefix("- ") ? line.dropFirst(2) : line))
        }
        return .row(String(line[..<colon.lowerBound]), String(line[colon.upperBound...]))
    }

    /// What the payor was told last, where the notice has been sent and kept it.
    package static func lastTold(
        on notice: RecordView
    ) -> (letter: NoticeLetter, sentOn: Day?)? {
        let standing = Workflow.notice.standing(of: notice)
        guard !standing.isIn(PayorNotice.State.draft, .prepared, .rejected) else { return nil }
        return notice[PayorNotice.letters].last.flatMap { row in
            row[PayorNotice.Letters.letter].map {
                (NoticeLetter(kept: $0), row[PayorNotice.Letters.sentOn])
            }
        }
    }
}
