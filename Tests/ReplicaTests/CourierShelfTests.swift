import DeskKit
import Foundation
import Merge
import Store
import Sync
import Testing

@testable import Replica

/// Files that came down too early wait in their order, and go when nobody can use them any more.
struct CourierShelfTests {
    private let lone: LoneDesk
    private let shelf: CourierShelf

    init() throws {
        lone = try LoneDesk()
        shelf = CourierShelf(lone.folder)
    }

    private static func mark(_ position: UInt64) -> RowMark {
        RowMark(position: position, record: RecordID(bits: 5))
    }

    private func keep(_ bytes: [UInt8], number: UInt64, part: UInt64, at: UInt64) throws {
        let answer = CourierStart.Answer(
            to: lone.desk.replica, part: part, isLast: false,
            at: Cursor(from: 0, through: Self.mark(at)))
        try shelf.keep(bytes, CourierPlace(number: number, part: part), answer)
    }

    private func waiting() throws -> [[UInt8]] { try shelf.files.map { try $0.bytes() } }

    @Test func `files go on from where the store is, whatever order they came in`() throws {
        #expect(try shelf.count == 0)
        try keep([3], number: 1, part: 3, at: 1_000)
        try keep([2], number: 1, part: 2, at: 9)
        try keep([4], number: 1, part: 4, at: 20_000)
        #expect(try waiting() == [[2], [3], [4]])
        // The same part of the same answer gives way.
        try keep([33], number: 1, part: 3, at: 1_000)
        #expect(try waiting() == [[2], [33], [4]])
    }

    @Test func `nobody but the store's owner reads what waits`() throws {
        try keep([1], number: 1, part: 2, at: 9)
        let folder = lone.folder.path + "/courier"
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        for path in [folder] + names.map({ folder + "/" + $0 }) {
            let facts = try FileManager.default.attributesOfItem(atPath: path)
            let mode = try #require(facts[.posixPermissions] as? NSNumber).intValue
            #expect(mode & 0o077 == 0, "\(path)")
        }
    }

    @Test func `what the store has passed, or a later answer overtook, is removed`() throws {
        try keep([1], number: 1, part: 2, at: 9)
        try keep([2], number: 2, part: 2, at: 30)
        try keep([3], number: 2, part: 3, at: 40)
        try shelf.dropOvertaken(
            by: Cursor(from: 0, through: Self.mark(30)), CourierPlace(number: 1, part: 1))
        #expect(try waiting() == [[2], [3]])
        try shelf.dropOvertaken(
            by: Cursor(from: 0, through: Self.mark(30)), CourierPlace(number: 3, part: 1))
        #expect(try shelf.count == 0)
    }

    @Test func `a file of a strange name is nobody's to wait for`() throws {
        try keep([1], number: 1, part: 2, at: 9)
        let stray = lone.folder.path + "/courier/letter.courier"
        try Data([7]).write(to: URL(filePath: stray))
        try shelf.dropOvertaken(
            by: Cursor(from: 0, through: Self.mark(1)), CourierPlace(number: 1, part: 1))
        #expect(try waiting() == [[1]])
        try shelf.clear()
        #expect(try shelf.count == 0)
    }

    @Test func `so many wait and no more, and none gives way to a further one`() throws {
        for number in 1...UInt64(SyncLimits.courierWaitingMax) {
            try keep([UInt8(number)], number: number, part: 2, at: number)
        }
        let full = CourierFault.tooManyWaiting(limit: SyncLimits.courierWaitingMax)
        #expect(throws: full) { try keep([99], number: 99, part: 2, at: 99) }
        #expect(try shelf.count == SyncLimits.courierWaitingMax)
        try keep([88], number: 1, part: 2, at: 1)
        #expect(try waiting().first == [88])
    }
}
