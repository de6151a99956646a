import Merge

@testable import Practice
@testable import Records

/// A few records, projected from what was written.
struct TestLookup: RecordLookup {
    var office: RecordID?
    var secret = IDSecret.test
    var formerSecrets: [IDSecret] = []
    private var worlds: [RecordID: (type: RecordType, world: World)] = [:]

    func records(_ type: RecordType) -> [RecordView] {
        worlds.filter { $0.value.type.name == type.name }.keys.sorted().compactMap(record)
    }

    func record(_ id: RecordID) -> RecordView? {
        worlds[id].map { type, world in
            let own = RecordView(id: id, type: type, projection: type.project(world.state))
            return StandIns().followed(settled(own), in: self)
        }
    }

    func state(_ id: RecordID) -> RecordState? {
        worlds[id]?.world.state
    }

    /// Folds writes in, each by a writer who saw all that stands, unless `seeing` says otherwise.
    mutating func write(
        _ writes: [Write], seeing before: TestLookup? = nil, by actor: RecordID? = nil
    ) {
        for id in writes.map(\.record).uniqued() {
            let own = writes.filter { $0.record == id }
            guard let type = own.first.flatMap({ PracticeSchema.current[$0.type] }) else {
                continue
            }
            var slot = worlds[id] ?? (type, World(of: id))
            slot.world.write(
                own, seeing: before.map { $0.state(id) ?? RecordState() }, actor: actor)
            worlds[id] = slot
        }
    }

    mutating func put(_ type: RecordType, _ id: UInt128, _ units: [(String, [Scalar])]) {
        write(units.map { Write(type, $0.0, $0.1, record: RecordID(bits: id)) })
    }

    mutating func put(
        _ type: RecordType, _ id: UInt128, _ attribute: String, key: [Scalar], _ value: [Scalar]
    ) {
        write([Write(type, attribute, key: key, value, record: RecordID(bits: id))])
    }
}

extension Sequence where Element: Hashable {
    fileprivate func uniqued() -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
