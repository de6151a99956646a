import Errands
import Testing

/// A command as a screen runs it.
struct ErrandTests {
    @Test func `a blank answer leaves an option out`() {
        let errand = Errand("doctor", "move").with("from", " ").with("to", "B01").with("on", nil)
        #expect(errand.words() == ["doctor", "move", "--to=B01"])
    }

    @Test func `what every errand has stands before what it is about`() {
        let errand = Errand("show").with(flag: "history").of("patient", "--as=admin")
        #expect(
            errand.words(adding: ["--as=ann"]) == [
                "show", "--history", "--as=ann", "--", "patient", "--as=admin",
            ])
    }

    @Test func `how a command is typed helps nobody at a screen`() {
        let reply = ErrandReply(
            code: 2,
            parts: [.said("Error: Say why."), .said("Usage: bridgework x"), .said("  See x")])
        #expect(reply.refusal == "Say why.")
        #expect(ErrandReply(code: 0, parts: [.said("error: none")]).refusal == nil)
    }
}
