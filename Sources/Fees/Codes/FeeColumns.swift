internal import Tables

/// Which columns of a file hold what, by their headers.
package struct FeeColumns: Hashable, Sendable {
    package var code: String
    package var amount: String
    package var qualifier: String?
    package var state: String?
    package var percent: String?
    package var note: String?

    package init(
        code: String, amount: String, qualifier: String? = nil, state: String? = nil,
        percent: String? = nil, note: String? = nil
    ) {
        self.code = code
        self.amount = amount
        self.qualifier = qualifier
        self.state = state
        self.percent = percent
        self.note = note
    }

    /// Reads `code=Proc,amount=Fee`.
    ///
    /// - Returns: `nil` unless code and amount are named, each word once and known.
    package init?(parsing text: String) {
        var named: [String: String] = [:]
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let sides = part.split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard sides.count == 2 else { return nil }
            let word = ASCIIText.trimmed(String(sides[0]))
            let header = ASCIIText.trimmed(String(sides[1]))
            guard FeeColumns.words.contains(word), !header.isEmpty, named[word] == nil else {
                return nil
            }
            named[word] = header
        }
        guard let code = named["code"], let amount = named["amount"] else { return nil }
        self.init(
            code: code, amount: amount, qualifier: named["qualifier"], state: named["state"],
            percent: named["percent"], note: named["note"])
    }

    /// The columns that are named, with the word for what they hold.
    package var named: [(word: String, header: String)] {
        let all = [
            ("code", code), ("amount", amount), ("qualifier", qualifier), ("state", state),
            ("percent", percent), ("note", note),
        ]
        return all.compactMap { word, header in header.map { (word, $0) } }
    }

    package static let words = ["code", "amount", "qualifier", "state", "percent", "note"]

    static let canonical = FeeColumns(
        code: "code", amount: "amount", qualifier: "qualifier", state: "state",
        percent: "percent_of_ucr", note: "note")

    /// What programs call the two columns that matter; compared as `ImportHeader` compares.
    static let codeNames = [
        "code", "procedure code", "proc code", "ada code", "cdt code", "cdt", "procedure",
    ]
    static let amountNames = [
        "amount", "fee", "fees", "fee amount", "allowed", "allowed amount", "contracted fee",
    ]
}
