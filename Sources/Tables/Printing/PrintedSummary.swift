/// A document to be handed out: headings, rows and sentences, for whatever prints them.
package struct PrintedSummary: Equatable, Sendable {
    package let title: String
    package private(set) var sections: [Section] = []
    /// Below every page: where and when it was printed, and how fresh the store was.
    package let footer: String

    package init(title: String, footer: String) {
        self.title = title
        self.footer = footer
    }

    /// A heading with what stands below it.
    package struct Section: Equatable, Sendable {
        package let heading: String
        package var items: [Item] = []

        package init(_ heading: String) {
            self.heading = heading
        }

        package mutating func add(_ name: String, _ value: String?) {
            if let value, !value.isEmpty { items.append(.row(name, value)) }
        }
    }

    /// What a section says, one below the other.
    package enum Item: Equatable, Sendable {
        /// A name and its value.
        case row(String, String)
        case sentence(String)
        /// A line of a letter, without a mark before it.
        case line(String)
    }

    package mutating func add(_ section: Section) {
        if !section.items.isEmpty { sections.append(section) }
    }
}
