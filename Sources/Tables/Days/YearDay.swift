/// The day that a year alone means, in a column where one of its days is meant by it.
///
/// A birth date or a signature has no such sense: there, a year stays a year and is refused.
package enum YearDay: Hashable, Sendable {
    case first, last

    /// A year as its day; any other text as it is.
    package func text(_ text: String) -> String {
        guard text.utf8.count == 4, text.utf8.allSatisfy(ASCIIText.isDigit) else { return text }
        return text + (self == .first ? "-01-01" : "-12-31")
    }
}
