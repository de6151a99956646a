import Foundation
import Merge
import Sync
import Testing

@testable import Store

/// What an upgrade would do, said before it is done; and whose store it is.
struct StoreReleaseTests {
    private func priorStore(_ scratch: ScratchFolder) throws -> StoreFolder {
        let fixture = try #require(
            Bundle.module.url(forResource: "Fixtures/store-1", withExtension: "sqlite"))
        let folder = scratch.store
        try folder.prepare()
        try FileManager.default.copyItem(atPath: fixture.path, toPath: folder.database)
        return folder
    }

    private func release(
        of folder: StoreFolder, schema: Schema = Sample.schema
    ) throws -> StoreRelease {
        try StoreRelease(of: folder, kind: .replica, schema: schema)
    }

    @Test func `looking says what is due and changes nothing, and then opening does it`() throws {
        let scratch = try ScratchFolder()
        let folder = try priorStore(scratch)
        let before = try scratch.bytes(of: folder)
        let found = try release(of: folder)
        #expect(found.tables == .init(found: 1, known: StoreTables.version))
        #expect(!found.isCurrent)
        #expect(try scratch.bytes(of: folder) == before)
        try Store(opening: folder, kind: .replica, schema: Sample.schema).close()
        let after = try release(of: folder)
        #expect(after.isCurrent)
        #expect(after.tables.found == StoreTables.version)
        #expect(try !release(of: folder, schema: Sample.newerSchema).schema.isCurrent)
    }

    @Test func `a store of a newer release is refused as opening it is`() throws {
        let scratch = try ScratchFolder()
        let office = try Office(in: scratch, schema: Sample.newerSchema)
        try office.store.close()
        let error = StoreError.schemaTooNew(
            found: Sample.newerSchema.version, known: Sample.schema.version)
        #expect(throws: error) { try release(of: office.folder) }
        #expect("\(error)".contains("written by a newer release"))
        #expect(throws: StoreError.wrongKind(expected: .hub, found: "replica")) {
            try StoreRelease(of: office.folder, kind: .hub, schema: Sample.newerSchema)
        }
    }

    @Test func `a store that somebody has open, or that is none, is not looked at`() throws {
        let scratch = try ScratchFolder()
        #expect(throws: StoreError.missing(folder: scratch.path)) {
            try release(of: StoreFolder(scratch.path))
        }
        let office = try Office(in: scratch)
        #expect(throws: StoreError.inUse(folder: office.folder.path, holder: getpid())) {
            try release(of: office.folder)
        }
    }

    @Test(.enabled(if: geteuid() == 0, "only root can give a folder away"))
    func `another user's store is opened by that user alone, and by root through its owner`()
        throws
    {
        let scratch = try ScratchFolder()
        let office = try Office(in: scratch)
        let folder = office.folder
        #expect(chown(folder.path, 54_321, 54_321) == 0)
        // Whoever has it answers.
        #expect(throws: StoreError.inUse(folder: folder.path, holder: getpid())) {
            try Store(opening: folder, kind: .replica, schema: Sample.schema)
        }
        try office.store.close()
        let before = try scratch.bytes(of: folder)
        let refusal = StoreError.otherOwner(folder: folder.path, owner: "54321")
        #expect(throws: refusal) {
            try Store(opening: folder, kind: .replica, schema: Sample.schema)
        }
        #expect(throws: refusal) { try release(of: folder) }
        #expect(try scratch.bytes(of: folder) == before)
        let empty = StoreFolder(scratch.path + "/empty")
        try empty.prepare()
        #expect(chown(empty.path, 54_321, 54_321) == 0)
        #expect(throws: StoreError.otherOwner(folder: empty.path, owner: "54321")) {
            try Store(creating: empty, kind: .replica, schema: Sample.schema, meta: [:])
        }
        #expect("\(refusal)".contains("sudo -u 54321"))
    }
}
