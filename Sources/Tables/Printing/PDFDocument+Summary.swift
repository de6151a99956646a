extension PDFDocument {
    /// A summary, laid out for a patient's hand.
    package init(_ summary: PrintedSummary) {
        self.init(footer: summary.footer)
        if !summary.title.isEmpty { add(summary.title, .bold, size: 18) }
        for section in summary.sections {
            let hasHeading = !section.heading.isEmpty
            add(section.heading, .bold, size: hasHeading ? 12 : 6, spaceBefore: hasHeading ? 12 : 4)
            for item in section.items {
                switch item {
                case .row(let name, let value): addRow(name, value)
                case .sentence(let text): add("\u{2022} " + text, spaceBefore: 1)
                case .line(let text): add(text)
                }
            }
        }
        if hasReplacements {
            add(
                "Characters that this file's fonts lack are shown as a question mark; the text "
                    + "format has them all.", size: 8, spaceBefore: 12)
        }
    }
}
