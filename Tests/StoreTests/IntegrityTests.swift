import Foundation
import Merge
import Sync
import Testing

@testable import Store

struct IntegrityTests {
    private func synced(_ scratch: ScratchFolder) throws -> (office: Office, hub: Hub) {
        let hub = try Hub(in: scratch)
        let office = try Office(in: scratch)
        for number in 0..<5 {
            try office.write(
                Sample.write(Sample.id(number), "label", .text("label")),
                Sample.write(Sample.id(number), "npi", .text("2000000006")))
        }
        try office.synchronize(with: hub)
        #expect(try office.store.integrityProblems() == [])
        #expect(try hub.store.integrityProblems() == [])
        return (office, hub)
    }

    @Test func `any flipped byte of a stored state is found`() throws {
        let scratch = try ScratchFolder()
        let (office, _) = try synced(scratch)
        let id = Sample.id(2)
        let state = try office.store.read { transaction in
            try #require(
                try transaction.connection.first(
                    "SELECT state FROM record WHERE id = ?", [.id(id)]
                ) { $0.blob(0) })
        }
        for place in state.indices {
            var damaged = state
            damaged[place] ^= 0x10
            try office.store.write {
                try $0.connection.run(
                    "UPDATE record SET state = ? WHERE id = ?", [.blob(damaged), .id(id)])
            }
            let problems = try office.store.integrityProblems()
            #expect(problems == ["record \(id) cannot be read"], "byte \(place)")
        }
        #expect(throws: StoreError.self) { try office.store.read { try $0.view(of: id) } }
        #expect(try office.store.read { try $0.view(of: Sample.id(1)) } != nil)
    }

    @Test func `a row edited by hand is found`() throws {
        let scratch = try ScratchFolder()
        let (office, _) = try synced(scratch)
        try office.store.write {
            try $0.connection.run(
                "UPDATE thing SET label = 'forged' WHERE id = ?",
                [.text(Sample.id(1).description)])
            try $0.connection.run(
                "DELETE FROM thing WHERE id = ?",
                [.text(Sample.id(3).description)])
        }
        #expect(
            try office.store.integrityProblems() == [
                "thing \(Sample.id(1)) shows something else",
                "thing \(Sample.id(3)) shows something else",
            ])
    }

    @Test func `a changed history is found`() throws {
        let scratch = try ScratchFolder()
        let (_, hub) = try synced(scratch)
        try hub.store.write {
            try $0.connection.run("UPDATE change_set SET verdicts = x'0303' WHERE ordinal = 3")
        }
        #expect(try hub.store.integrityProblems() == ["the history is broken at 3"])
        try hub.store.write {
            try $0.connection.run("UPDATE change_set SET verdicts = x'0101' WHERE ordinal = 3")
            try $0.connection.run("UPDATE change_set SET bytes = x'00' WHERE ordinal = 4")
        }
        #expect(
            try hub.store.integrityProblems() == ["change set 4 is not what was written"])
    }

    @Test func `verdicts add up to the ops written`() throws {
        let scratch = try ScratchFolder()
        let (office, hub) = try synced(scratch)
        #expect(try office.store.read { try $0.verdictCounts() } == [1: 10])
        #expect(try hub.store.read { try $0.verdictCounts() } == [1: 10])
        let history = try hub.store.historicWrites(of: Sample.id(2))
        #expect(Set(history.map(\.entry.changeSet)).count == 1)
    }
}
