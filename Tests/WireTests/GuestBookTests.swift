import Merge
import Testing

@testable import Wire

/// Who has to go when too many come to the door.
struct GuestBookTests {
    private static let a = ReplicaID(bits: 1)
    private static let b = ReplicaID(bits: 2)

    private static func book() -> GuestBook {
        var terms = ListenerTerms()
        terms.strangersMax = 5
        terms.strangersPerAddressMax = 3
        terms.connectionsPerReplicaMax = 2
        terms.unreadBytesMax = 100
        return GuestBook(terms)
    }

    /// Who has to go for each of those who come from these addresses in turn.
    private static func leaving(_ hosts: String..., book: inout GuestBook) -> [UInt64?] {
        hosts.map { book.enter(from: $0).leaving }
    }

    @Test func `the oldest stranger of an address goes for its newest`() {
        var book = Self.book()
        let leaving = Self.leaving("x", "x", "x", "x", "x", book: &book)
        #expect(leaving == [nil, nil, nil, 1, 2])
        book.leave(1)
        book.leave(2)
        #expect(Self.leaving("x", book: &book) == [3])
    }

    @Test func `in all, the oldest of the address with the most strangers goes`() {
        var book = Self.book()
        let hosts = Self.leaving("z", "x", "x", "x", "y", "z", book: &book)
        #expect(hosts == [nil, nil, nil, nil, nil, 2])
    }

    @Test func `among addresses with as many strangers the oldest goes`() {
        var book = Self.book()
        let hosts = Self.leaving("a", "b", "c", "d", "e", "f", book: &book)
        #expect(hosts == [nil, nil, nil, nil, nil, 1])
    }

    @Test func `who is known takes no stranger's place and is not crowded out`() {
        var book = Self.book()
        _ = Self.leaving("x", "x", "x", book: &book)
        let own = book.prove(1, as: Self.a)
        #expect(own == [])
        #expect(Self.leaving("x", "x", book: &book) == [nil, 2])
    }

    @Test func `a replica keeps its newest connections`() {
        var book = Self.book()
        let leaving = (UInt64(1)...3).map { number in
            _ = book.enter(from: "x")
            return book.prove(number, as: Self.a)
        }
        #expect(leaving == [[], [], [1]])
        _ = book.enter(from: "x")
        let other = book.prove(4, as: Self.b)
        #expect(other == [])
    }

    @Test func `what a replica sent and nobody read is counted over its connections`() {
        var book = Self.book()
        for number in UInt64(1)...3 {
            _ = book.enter(from: "x")
            _ = book.prove(number, as: number == 3 ? Self.b : Self.a)
        }
        let full = [
            book.put(60, for: 1), book.put(40, for: 2), book.put(100, for: 3), book.put(1, for: 2),
        ]
        #expect(full == [true, true, true, false])
        book.take(from: 1)
        let after = [book.put(59, for: 2), book.put(1, for: 1)]
        #expect(after == [true, false])
        book.clear(2)
        let cleared = [book.put(99, for: 1), book.put(1, for: 1)]
        #expect(cleared == [true, false])
    }
}
