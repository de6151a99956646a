import OfficeCommand
import Store
import Testing

struct FailureTests {
    @Test func `the same fault asks for another remedy at a hub`() {
        let fault = StoreError.corrupt(file: "/s/bridgework.sqlite", detail: "x")
        #expect(Failure(fault).message.contains("join again"))
        #expect(!Failure(fault, at: .hub).message.contains("join again"))
        #expect(Failure(fault, at: .hub).exitCode == 1)
    }

    @Test func `an error that no module of ours declares is told by its type alone`() {
        struct Quoting: Error, CustomStringConvertible {
            let description = "SELECT * FROM patient WHERE family = 'Ada'"
        }
        let failure = Failure(Quoting())
        #expect(!failure.message.contains("Ada"))
        #expect(failure.exitCode == 1)
    }
}
