internal import Benefits
internal import Merge
internal import Records

// Of patients who look alike, some are one person, as a link or a settlement says, and some are
// not. Those that are one person are one class, and the one that nobody replaces speaks for it: of
// three, who is not the first is not the second either that stands for the first. What is left
// between classes is told together, because one answer about two of them can decide about a third:
//
//     A ══ C    B        A and B, one conflict; once A is not B, neither is C

/// Which patients of a group still wait for somebody's word.
struct LookAlikes {
    /// The records of each matter, ascending, two or more of each.
    let open: [[RecordID]]

    /// - Parameter group: patients who all look alike.
    init(_ group: [RecordView], in lookup: some RecordLookup) {
        let patients = group.sorted { $0.id < $1.id }
        let places = Dictionary(
            patients.indices.map { (patients[$0].id, $0) }, uniquingKeysWith: { first, _ in first })
        var same = Classes(patients.count)
        var replaced: Set<Int> = []
        var apart: [(Int, Int)] = []
        for (place, patient) in patients.enumerated() {
            for link in patient[Patient.links] {
                guard let other = link[Patient.Links.patient].flatMap({ places[$0] }) else {
                    continue
                }
                let kind = link[Patient.Links.kind].flatMap { LinkKind(rawValue: $0) }
                // Links that only point answer nothing, nor do those of a version to come.
                guard let kind, kind.isDecision else { continue }
                guard kind != .notSame else {
                    apart.append((place, other))
                    continue
                }
                same.join(place, other)
                if kind == .replacedBy { replaced.insert(place) }
                if kind == .replaces { replaced.insert(other) }
            }
            // Two answers on one settlement are told as its conflict, and not as another.
            guard patients.count <= CrossConflict.pairedMax else { continue }
            for settlement in lookup.settlements(of: patient.id) where settlement.isDisputed {
                places[settlement.other(than: patient.id)].map { apart.append((place, $0)) }
            }
        }
        self.open = LookAlikes.matters(&same, apart).map { matter in
            matter.map { members in
                patients[members.first { !replaced.contains($0) } ?? members[0]].id
            }.sorted()
        }
    }

    /// The classes that nothing tells apart, matter by matter.
    private static func matters(
        _ same: inout Classes, _ apart: [(Int, Int)]
    ) -> [[[Int]]] {
        let classes = same.all
        guard classes.count > 1 else { return [] }
        var place: [Int: Int] = [:]
        for (index, members) in classes.enumerated() {
            for member in members { place[member] = index }
        }
        var isApart: Set<[Int]> = []
        for (one, other) in apart {
            isApart.insert([place[one] ?? 0, place[other] ?? 0].sorted())
        }
        var matters = Classes(classes.count)
        for first in classes.indices {
            for second in classes.indices.dropFirst(first + 1)
            where !isApart.contains([first, second]) {
                matters.join(first, second)
            }
        }
        return matters.all.filter { $0.count > 1 }.map { $0.map { classes[$0] } }
    }
}

/// Numbers from 0 that belong together.
struct Classes {
    private var parents: [Int]

    init(_ count: Int) {
        self.parents = Array(0..<count)
    }

    mutating func join(_ one: Int, _ other: Int) {
        let (first, second) = (root(one), root(other))
        parents[max(first, second)] = min(first, second)
    }

    /// Each class ascending, in the order of its first.
    var all: [[Int]] {
        mutating get {
            var members: [Int: [Int]] = [:]
            for number in parents.indices { members[root(number), default: []].append(number) }
            return members.values.sorted { $0[0] < $1[0] }
        }
    }

    private mutating func root(_ number: Int) -> Int {
        var last = number
        while parents[last] != last { last = parents[last] }
        parents[number] = last
        return last
    }
}
