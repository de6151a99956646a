import ArgumentParser

extension Duration {
    /// - Parameters:
    ///   - words: a count with its unit, such as 30m, 24h or 7d.
    ///   - option: which option takes it, for the error that says that it is none.
    init(words: String, of option: String) throws(ValidationError) {
        let units: [Character: Int64] = ["m": 60, "h": 3_600, "d": 86_400]
        guard let unit = words.last.flatMap({ units[$0] }), let count = Int64(words.dropLast()),
            (1...10_000).contains(count)
        else { throw ValidationError("\(option) takes a time like 30m, 24h or 7d.") }
        self = .seconds(count * unit)
    }
}
