import Merge
import Testing

/// What people see while siblings stand, each policy on both sides.
struct ProjectionTests {
    private static let policies: [Policy] = [
        .latest, .review, .blocking, .maximum, .minimum, .immutable,
    ]

    private static let type = RecordType(
        "thing", "A thing.", visibility: .group, writers: .offices,
        policies.map { .register($0.rawValue, .integer(0...99), $0) } + [
            .set("tags", [Field("tag", .text(max: 9))]),
            .map("rates", .review, key: [Field("code", .text(max: 9))], [Field("rate", .money)]),
            .log("notes", [Field("note", .text(max: 9))]),
            .counter("visits"),
        ])

    private func cell(_ name: String, of projection: Projection) throws -> Projection.Cell {
        let index = try #require(ProjectionTests.type.columns.firstIndex { $0.name == name })
        return projection.cells[index]
    }

    private func projected(_ entries: [Entry]) -> Projection {
        ProjectionTests.type.project(RecordState(entries: entries))
    }

    /// 5 written first and late in time, 3 written second and early in time.
    private func pair(_ attribute: String, _ left: Int64 = 5, _ right: Int64 = 3) -> [Entry] {
        [
            Sample.entry(1, attribute, Value([.int(left)]), at: 200),
            Sample.entry(2, attribute, Value([.int(right)]), at: 100),
        ]
    }

    @Test(arguments: [
        (Policy.latest, 5 as Int64?, false), (.review, 5, true), (.blocking, nil, true),
        (.maximum, 5, false), (.minimum, 3, false), (.immutable, 3, true),
    ])
    func `siblings that differ are shown by the policy`(
        policy: Policy, shown: Int64?, isConflict: Bool
    ) throws {
        let projection = projected(pair(policy.rawValue))
        let expected = shown.map { Projection.Cell.scalar(.int($0)) } ?? .unknown
        #expect(try cell(policy.rawValue, of: projection) == expected)
        #expect(projection.conflicts.count == (isConflict ? 1 : 0))
        #expect(projection.conflicts.first?.isBlocking ?? false == (policy == .blocking))
        #expect(projection.conflicts.first?.candidates.count ?? 2 == 2)
    }

    @Test(arguments: policies)
    func `equal concurrent values are no conflict`(policy: Policy) throws {
        let projection = projected(pair(policy.rawValue, 4, 4))
        #expect(try cell(policy.rawValue, of: projection) == .scalar(.int(4)))
        #expect(projection.conflicts.isEmpty)
    }

    @Test(arguments: policies)
    func `one value is shown and nothing is blank`(policy: Policy) throws {
        let one = projected([Sample.entry(1, policy.rawValue, Value([.int(7)]))])
        #expect(try cell(policy.rawValue, of: one) == .scalar(.int(7)))
        #expect(try cell(policy.rawValue, of: projected([])) == .scalar(.null))
    }

    @Test func `at equal times the greater change set id is shown`() throws {
        let entries = [
            Sample.entry(8, "latest", Value([.int(1)])),
            Sample.entry(9, "latest", Value([.int(2)])),
        ]
        #expect(try cell("latest", of: projected(entries)) == .scalar(.int(2)))
        #expect(try cell("latest", of: projected(entries.reversed())) == .scalar(.int(2)))
    }

    @Test func `an element added twice is one, and stays while one addition stands`() throws {
        let red = Value([.text("red")])
        let twice = [Sample.entry(1, "tags", key: red), Sample.entry(2, "tags", key: red)]
        #expect(try cell("tags", of: projected(twice)) == .elements([red]))
        var state = RecordState(entries: twice)
        let removal = Sample.op(
            "tags", key: red.encoded, value: nil, replaces: [twice[0].id])
        let id = EntryID(changeSet: ChangeSetID(bits: 3), index: 0)
        state.apply(removal, id: id, origin: Sample.origin(id)) { _ in false }
        let after = ProjectionTests.type.project(state)
        #expect(try cell("tags", of: after) == .elements([red]))
        #expect(after.conflicts.isEmpty)
    }

    @Test func `a map is a register per key`() throws {
        let (first, second) = (Value([.text("D0120")]), Value([.text("D1110")]))
        let projection = projected([
            Sample.entry(1, "rates", key: first, Value([.int(10)]), at: 2),
            Sample.entry(2, "rates", key: first, Value([.int(20)]), at: 1),
            Sample.entry(3, "rates", key: second, Value([.int(30)])),
        ])
        guard case .pairs(let pairs) = try cell("rates", of: projection) else {
            Issue.record("not a map")
            return
        }
        #expect(pairs.map(\.key) == [first, second])
        #expect(pairs.map { $0.value?[0].int } == [10, 30])
        #expect(projection.conflicts.map(\.key) == [first.encoded])
    }

    @Test func `a log keeps every entry, in the order of time`() throws {
        let projection = projected([
            Sample.entry(1, "notes", Value([.text("later")]), at: 9),
            Sample.entry(2, "notes", Value([.text("sooner")]), at: 3),
        ])
        guard case .steps(let steps) = try cell("notes", of: projection) else {
            Issue.record("not a log")
            return
        }
        #expect(steps.map { $0.value[0].text } == ["sooner", "later"])
        #expect(steps.map(\.at.milliseconds) == [3, 9])
    }

    @Test func `a counter is the sum, and wraps rather than traps`() throws {
        let sum = { (amounts: [Int64]) in
            try self.cell(
                "visits",
                of: self.projected(
                    amounts.enumerated().map {
                        Sample.entry(UInt128($0), "visits", Value([.int($1)]))
                    }))
        }
        #expect(try sum([]) == .scalar(.int(0)))
        #expect(try sum([2, 3, -1]) == .scalar(.int(4)))
        #expect(try sum([.max, 1]) == .scalar(.int(.min)))
        #expect(try sum([.min, -1]) == .scalar(.int(.max)))
    }

    private func removal(seeing seen: [Entry], _ life: Lifecycle = .inactive) -> Entry {
        Sample.entry(
            100, "lifecycle",
            Value([.text(life.rawValue), .text("moved"), .blob(EntryList.encode(seen.map(\.id)))]),
            at: 500)
    }

    @Test func `a removal that saw everything is no conflict`() {
        let seen = pair("latest")
        #expect(projected(seen + [removal(seeing: seen)]).conflicts.isEmpty)
    }

    @Test func `work that a removal did not see is a conflict`() {
        let seen = pair("latest")
        let unseen = Sample.entry(3, "notes", Value([.text("called")]))
        let conflicts = projected(seen + [unseen, removal(seeing: seen)]).conflicts
        #expect(conflicts.map(\.kind) == [.editedWhileRemoved])
        #expect(conflicts.first?.candidates.map(\.id.changeSet.bits) == [100, 3])
        let active = projected(seen + [unseen, removal(seeing: seen, .active)])
        #expect(active.conflicts.isEmpty)
    }

    @Test func `unreadable bytes show as blank and unknown attributes are not shown`() throws {
        let id = EntryID(changeSet: ChangeSetID(bits: 1), index: 0)
        let broken = Entry(
            id: id, attribute: "latest", key: [], value: [0xFF], origin: Sample.origin(id))
        let projection = projected([broken, Sample.entry(2, "newer", Value([.int(1)]))])
        #expect(try cell("latest", of: projection) == .scalar(.null))
        #expect(projection.cells.count == ProjectionTests.type.columns.count)
    }
}
