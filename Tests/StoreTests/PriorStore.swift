import Foundation
import Merge
import Sync
import Testing

@testable import Store

/// Makes the store file that later releases must be able to open.
enum PriorStore {
    static let digestPrefix = "1d5541fc1893d5f7"
    static let target = ProcessInfo.processInfo.environment["BRIDGEWORK_FIXTURE"]

    static func make(at path: String) throws {
        let scratch = try ScratchFolder()
        let hub = try Hub(in: scratch)
        let office = try Office(in: scratch)
        for number in 0..<12 {
            let id = Sample.id(number)
            try office.write(
                Sample.write(id, "label", .text("label \(number)")),
                Sample.write(id, "count", .int(Int64(number))),
                Sample.write(id, "fee", .int(1_234)), Sample.write(id, "since", .int(20_000)),
                Sample.write(id, "isOpen", .flag(true)),
                Sample.write(id, "raw", .blob([1, 2, 3])),
                Sample.write(id, "tags", key: [.text("caf\u{E9}")]),
                Sample.write(id, "prices", .int(99), key: [.text("D0120")]),
                Sample.write(id, "steps", .text("sent"), .int(20_001)),
                Sample.write(id, "visits", .int(1)))
        }
        try office.synchronize(with: hub)
        try office.write(Sample.write(Sample.id(3), "label", .text("pending 3")))
        try office.write(Sample.write(Sample.id(4), "count", .int(44)))
        let digest = try #require(try office.store.read { try $0.digests().first })
        print("digest", digest.digest)
        try office.store.close()
        try FileManager.default.copyItem(atPath: office.folder.database, toPath: path)
    }
}
