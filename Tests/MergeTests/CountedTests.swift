import Merge
import Testing

/// How a count and a noun are said.
struct CountedTests {
    @Test(arguments: [
        ("office", "an office"), ("enrollment", "an enrollment"), ("user", "a user"),
        ("payor-contract", "a payor-contract"), ("", "a "),
    ])
    func `a noun has the article that is said before it`(noun: String, said: String) {
        #expect(noun.withArticle == said)
    }
}
