import Merge
import Sync
import Testing

@testable import Store

/// What a store keeps of the secrets that ids are derived with.
struct StoredSecretTests {
    private let scratch: ScratchFolder

    init() throws {
        scratch = try ScratchFolder()
    }

    private func secret(_ version: UInt32) -> IDSecret {
        IDSecret(version: version, 0, UInt128(version))
    }

    private func at(_ time: Int64) -> Timestamp { Timestamp(milliseconds: time) }

    @Test func `a replica derives with what it was handed last`() throws {
        let office = try Office(in: scratch)
        for version in [1, 2, 2, 1] as [UInt32] {
            try office.store.write { try $0.keep(idSecret: secret(version)) }
            #expect(try office.store.read { try $0.idSecret } == secret(version))
        }
        #expect(try office.store.read { try $0.formerIDSecrets } == [])
    }

    @Test func `a hub keeps what it derived with before, the last first`() throws {
        let hub = try Hub(in: scratch)
        try hub.store.write { try $0.keep(idSecret: secret(1)) }
        #expect(try hub.store.read { try $0.idSecretRenewedAt } == nil)
        for version in [2, 3] as [UInt32] {
            try hub.store.write {
                try $0.renew(idSecret: secret(version), at: at(Int64(version)))
            }
        }
        try hub.reopen()
        try hub.store.read { transaction in
            #expect(try transaction.idSecret == secret(3))
            #expect(try transaction.formerIDSecrets == [secret(2), secret(1)])
            #expect(try transaction.idSecretRenewedAt == at(3))
            let line = try #require(try transaction.auditLines(limit: 1).first)
            #expect(line.event == "id-secret-renewed" && line.detail == "version 3")
        }
    }

    @Test func `it keeps so many and no more`() throws {
        let hub = try Hub(in: scratch)
        let max = MergeLimits.formerSecretsMax
        try hub.store.write { transaction in
            try transaction.keep(idSecret: secret(1))
            for version in 2...max + 1 {
                try transaction.renew(idSecret: secret(UInt32(version)), at: at(1))
            }
            #expect(try transaction.formerIDSecrets.last == secret(1))
            try transaction.renew(idSecret: secret(UInt32(max + 2)), at: at(1))
            let former = try transaction.formerIDSecrets
            #expect(former.count == max && former.last == secret(2))
        }
    }

    @Test func `a damaged one is no secret`() throws {
        let hub = try Hub(in: scratch)
        try hub.store.write { try $0.setMeta("id-secrets-former", "1:00") }
        #expect(throws: StoreError.damagedMeta(key: "id-secrets-former")) {
            try hub.store.read { try $0.formerIDSecrets }
        }
    }
}
