import Merge
import Testing

@testable import Benefits
@testable import Participation
@testable import Practice

/// Many ops on one record, judged with what the rules found out about all of them before.
struct BlockAuthorityTests {
    private let schema = PracticeSchema.current

    private func requests(
        _ writes: [Write], before: RecordState, _ block: OpBlock?
    ) -> [WriteRequest] {
        let ops = writes.map { write in
            write.op(seeing: before, shape: schema[write.type]?[write.attribute]?.shape)
        }
        return ops.map { op in
            WriteRequest(
                op: op, role: .office, office: World.north, actor: nil, reason: "", before: before,
                siblings: ops, block: block ?? OpBlock())
        }
    }

    private func permissions(
        _ writes: [Write], before: RecordState = RecordState(), _ block: OpBlock?
    ) -> [Permission] {
        requests(writes, before: before, block).map {
            Authority.permission($0, schema: schema, officeOf: World.office)
        }
    }

    private func offices(_ count: Int) -> [Write] {
        (1...count).map { number in
            let office = number == count ? World.north : RecordID(bits: UInt128(0x1000 + number))
            return Write(.patient, "offices", key: [.id(office)], [])
        }
    }

    private func standing(_ writes: [Write], by replica: ReplicaID) -> RecordState {
        var world = World()
        world.write(writes, by: replica)
        return world.state
    }

    @Test(arguments: [50, 500])
    func `what is found out once answers as if it were found out each time`(count: Int) {
        let sets: [([Write], RecordState)] = [
            (offices(count), RecordState()),
            (Array(offices(count).dropLast()), RecordState()),
            (
                (0..<count).map { Write(.coverage, "patient", [.id(UInt128($0 % 2))]) },
                standing([Write(.coverage, "patient", [.id(1)])], by: World.northReplica)
            ),
            (
                (0..<count).map { Write(.payor, "name", [.text("n\($0)")]) }
                    + [Write(.payor, "provisionalOffice", [.id(World.north)])], RecordState()
            ),
            (
                (0..<count).map { Write(.payor, "name", [.text("n\($0)")]) },
                standing(
                    [Write(.payor, "provisionalOffice", [.id(World.north)])], by: World.northReplica
                )
            ),
        ]
        for (writes, before) in sets {
            let block = OpBlock()
            let together = permissions(writes, before: before, block)
            #expect(together == permissions(writes, before: before, nil))
            #expect(block.findingCount <= 4, "\(count) ops")
        }
    }
}
