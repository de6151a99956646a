package import Merge

// What a payor asks for when a doctor's place changes: who the doctor is (name, licence, NPI,
// taxonomy), which practice location is added and which is left, under which tax numbers, from
// when and through when, and from which tax numbers the doctor is to be taken out.
//
// Until a notice is sent its letter is derived from the records. Sending keeps the letter on the
// notice as one text, so that a later change of an address does not rewrite what was told:
//
//     Title ¶ ## Doctor ¶ Name: Ada Synthetic ¶ NPI: 2000000002 ¶ - a sentence
//
// Nothing private belongs in it: no birth date, no home address, and no tax number that is a
// social security number.

/// What one payor is told by one notice.
package struct NoticeLetter: Equatable, Sendable {
    package let title: String
    package private(set) var sections: [PrintedSummary.Section]

    /// The letter as the records stand now.
    package init(of notice: RecordView, in lookup: some RecordLookup) {
        let facts = NoticeFacts(lookup: lookup)
        let subject = NoticeSubject(of: notice, in: lookup)
        let cases = NoticeStep.cases(of: notice, in: lookup)
        self.title = Self.titles[notice.text("kind") ?? ""] ?? "Notice of a change"
        self.sections = []
        add(facts.payor(of: notice))
        for doctor in subject.doctors {
            add(
                facts.doctor(
                    doctor, cases: cases.filter { $0.reference("practitioner") == doctor }))
        }
        for office in subject.entered {
            let day = subject.firstDays[office]
            add(facts.place(office, "Practice location to add", day: ("First day", day)))
        }
        for office in subject.left {
            add(
                facts.place(
                    office, "Practice location to remove", day: ("Last day", subject.lastDay)))
        }
        add(facts.disassociation(subject))
    }

    private mutating func add(_ section: PrintedSummary.Section) {
        if !section.items.isEmpty { sections.append(section) }
    }

    private static let titles = [
        "addLocation": "Notice: a doctor's practice location is added",
        "removeLocation": "Notice: a doctor's practice location is removed",
        "move": "Notice: a doctor's practice location changes",
        "termination": "Notice: a doctor leaves the group",
        "demographic": "Notice: a doctor's demographic data change",
        "tinChange": "Notice: a tax number changes",
    ]

    /// For whatever prints it.
    package func printed(footer: String) -> PrintedSummary {
        var summary = PrintedSummary(title: title, footer: footer)
        for section in sections { summary.add(section) }
        return summary
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
        guard !line.hasPrefix("- "), let colon = line.firstRange(of: ": ") else {
            return .sentence(String(line.hasPrefix("- ") ? line.dropFirst(2) : line))
        }
        return .row(String(line[..<colon.lowerBound]), String(line[colon.upperBound...]))
    }

    /// What the payor was told last, where the notice has been sent and kept it.
    package static func lastTold(
        on notice: RecordView
    ) -> (letter: NoticeLetter, sentOn: Day?)? {
        let state = Workflow.notice.standing(of: notice).state
        guard !["draft", "prepared", "rejected"].contains(state) else { return nil }
        return notice.steps("letters").last.flatMap { step in
            step.value[0].text.map { (NoticeLetter(kept: $0), step.value.day(1)) }
        }
    }
}
