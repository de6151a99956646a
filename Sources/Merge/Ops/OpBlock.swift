/// The ops of one change set on one record while they are judged one by one: what a rule finds out
/// about all of them, or about the record before, it finds out once.
///
/// Without it, each of ten thousand ops would look at ten thousand others. Findings are functions
/// of what the block is made of, so that remembering them changes no answer.
package final class OpBlock {
    private var findings: [String: Any] = [:]
    /// How many findings were made, not remembered.
    package private(set) var findingCount = 0

    package init() {}

    /// - Parameter name: what is to be found; one name has one type of finding.
    package func once<Finding>(_ name: String, _ find: () -> Finding) -> Finding {
        if let known = findings[name], let finding = known as? Finding { return finding }
        let found = find()
        findings[name] = found
        findingCount += 1
        return found
    }
}
