extension StringProtocol {
    /// A noun with the article that English puts before it: an office, a user.
    ///
    /// By its first letter: of our nouns none begins with a silent h, or with a u that is short.
    package var withArticle: String {
        let isVowel = first.map { "aeio".contains($0) } ?? false
        return (isVowel ? "an " : "a ") + self
    }
}
