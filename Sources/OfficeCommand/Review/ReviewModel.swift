package import Errands
package import Merge

/// The review of the conflict queue as a value: it takes a key or an answer, and says what to do
/// next.
///
/// It prints nothing and asks nobody. One page of the queue is in memory, with the ids from which
/// the pages before it began: a queue of 100,000 costs no more than one of 100.
package struct ReviewModel: Equatable, Sendable {
    /// What the shell does for the model; its outcome comes back through `answered`.
    package enum Effect: Equatable, Sendable {
        case fetch(after: String?, Landing)
        case show(String)
        case settle(ReviewDeed, id: String, reason: String)
        case quit
    }

    /// Which row is chosen when a page arrives.
    package enum Landing: Equatable, Sendable {
        case first, last
        case row(Int)
        /// The row is opened, as after a settled conflict comes the next.
        case opening(Int)
    }

    /// Whether the list is shown, or one conflict of it.
    package enum Place: Equatable, Sendable { case queue, single }

    /// What the bottom line says until the next key.
    package struct Message: Equatable, Sendable {
        package let text: String
        package let isError: Bool

        package init(text: String, isError: Bool) {
            self.text = text
            self.isError = isError
        }
    }

    package static let pageSize = 100

    package let today: Day
    package internal(set) var place = Place.queue
    package internal(set) var rows: [ReviewRow] = []
    package internal(set) var chosen = 0
    /// Where the pages up to this one began; the first began at the start.
    package internal(set) var trail: [String?] = [nil]
    package internal(set) var isLastPage = true
    /// What the list said of itself, such as how many are open.
    package internal(set) var summary = ""
    package internal(set) var filters: [String]
    package internal(set) var shown: ReviewCase?
    package internal(set) var candidate = 0
    package internal(set) var scroll = 0
    package internal(set) var prompt: ReviewPrompt?
    package internal(set) var isHelpShown = false
    package internal(set) var message: Message?
    /// The conflict that was settled here last, which `u` brings back.
    package internal(set) var settled: String?

    /// - Parameter filters: options of `conflicts list` that hold until changed.
    package init(today: Day, filters: [String] = []) {
        self.today = today
        self.filters = filters
    }

    package var row: ReviewRow? { rows.indices.contains(chosen) ? rows[chosen] : nil }

    /// The conflict that keys act on.
    var target: String? { place == .single ? shown?.row.id : row?.id }

    /// The command line that a page comes from.
    package func listArguments(after: String?) -> [String] {
        ["conflicts", "list", "--format=json", "--limit=\(ReviewModel.pageSize)"]
            + (after.map { ["--after=\($0)"] } ?? []) + filters
    }

    /// Takes a key, and says what is to be done outside of the model; `nil` for nothing.
    package mutating func press(_ key: TerminalKey) -> Effect? {
        if key == .control("c") { return .quit }
        if isHelpShown {
            isHelpShown = false
            return key == .character("q") ? .quit : nil
        }
        if prompt != nil { return answer(key) }
        message = nil
        switch key {
        case .character("q"): return .quit
        case .character("?"):
            isHelpShown = true
            return nil
        case .character("a"): return ask(.assignee)
        case .character("d"): return ask(.until)
        case .character("u"):
            guard settled != nil else { return refuse("nothing was settled here yet") }
            return ask(.reason(.undo))
        case .character("r"):
            return .fetch(after: trail.last ?? nil, .row(chosen))
        default: return place == .queue ? pressInQueue(key) : pressInCase(key)
        }
    }

    mutating func refuse(_ text: String) -> Effect? {
        message = Message(text: text, isError: true)
        return nil
    }

    mutating func ask(_ question: ReviewPrompt.Question) -> Effect? {
        if question != .filter, question != .reason(.undo), target == nil {
            return refuse("no conflict is chosen")
        }
        let text = question == .filter ? ReviewModel.spelled(filters) : ""
        prompt = ReviewPrompt(question, text: text)
        return nil
    }

    /// Filters as they are typed: without the dashes of their options.
    package static func spelled(_ filters: [String]) -> String {
        filters.map { $0.hasPrefix("--") ? String($0.dropFirst(2)) : $0 }.joined(separator: " ")
    }
}
