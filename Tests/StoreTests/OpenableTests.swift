import Merge
import Store
import Testing

/// A replica keeps only change sets that it, and every peer, can open again.
@Suite struct OpenableTests {
    private func append(_ office: Office, reasonBytes: Int) throws -> SealedChangeSet {
        try office.store.write { transaction in
            let op = Op(
                record: RecordID(bits: 7), type: "person", attribute: "name",
                value: Value([.text("A")]).encoded)
            return try transaction.append(
                ChangeSet(
                    replica: office.replica, actor: nil, role: .office,
                    reason: String(repeating: "x", count: reasonBytes),
                    claimedAt: Timestamp(milliseconds: 1), parent: nil, nonce: 1, ops: [op]))
        }
    }

    @Test func `a reason at the limit is kept and read back`() throws {
        let scratch = try ScratchFolder()
        let office = try Office(in: scratch)
        _ = try append(office, reasonBytes: MergeLimits.reasonBytesMax)
        try office.reopen()
        #expect(try office.store.read { try $0.view(of: RecordID(bits: 7)) } != nil)
    }

    @Test func `a reason over the limit is refused, and nothing changes`() throws {
        let scratch = try ScratchFolder()
        let office = try Office(in: scratch)
        #expect(throws: MergeError.self) {
            try append(office, reasonBytes: MergeLimits.reasonBytesMax + 1)
        }
        #expect(try office.store.read { try $0.pendingCount } == 0)
        #expect(try office.store.read { try $0.view(of: RecordID(bits: 7)) } == nil)
    }
}
