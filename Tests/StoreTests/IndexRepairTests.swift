import Foundation
import Merge
import Sync
import Testing

@testable import Store

/// Indexes are made anew from their tables, whatever became of their pages.
struct IndexRepairTests {
    private func office(_ scratch: ScratchFolder) throws -> Office {
        let hub = try Hub(in: scratch)
        let office = try Office(in: scratch)
        for number in 0..<1_200 {
            try office.write(Sample.write(Sample.id(number), "label", .text("label \(number)")))
        }
        try office.synchronize(with: hub)
        for number in 0..<800 {
            try office.write(Sample.write(Sample.id(number), "count", .int(1)))
        }
        return office
    }

    @Test(arguments: ["sqlite_autoindex_change_set_1", "change_set_overlay"])
    func `an index whose pages are damaged is made anew, and nothing is lost`(
        index: String
    ) throws {
        let scratch = try ScratchFolder()
        let office = try office(scratch)
        let tip = try office.store.read { try $0.tip }
        let digests = try office.store.read { try $0.digests() }
        try office.store.close()
        let pages = try DatabasePages(office.folder)
        for page in try pages.children(of: index) { try pages.overwrite(page) }
        let store = try Store(opening: office.folder, kind: .replica, schema: Sample.schema)
        #expect(try !store.structuralProblems().isEmpty)
        #expect(try store.rebuildIndexes() == ["change_set"])
        #expect(try store.integrityProblems() == [])
        #expect(try store.read { try $0.tip } == tip)
        #expect(try store.read { try $0.digests() } == digests)
        #expect(try store.read { try $0.pendingCount } == 800)
        try store.close()
        // The store goes on: its file is sound for whoever opens it next.
        let again = try Store(opening: office.folder, kind: .replica, schema: Sample.schema)
        try again.write { try $0.audit(at: Timestamp(milliseconds: 1), "after") }
        #expect(try again.integrityProblems() == [])
        try again.close()
    }
}
