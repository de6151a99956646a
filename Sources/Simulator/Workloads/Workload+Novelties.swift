import Merge

extension Workload {
    /// An office that was upgraded before its hub writes what the hub does not know yet, sometimes
    /// beside what it does.
    ///
    /// The centre writes none: what it writes of an unknown type is taken in at once.
    static let novelty = Workload("novelty", weight: 8) { desk in
        guard let office = desk.office else { return [] }
        if let known = desk.some("novelty"), desk.dice.isLucky(65) {
            let attribute = desk.dice.isLucky(50) ? "title" : "body"
            return [
                Write(known, "novelty", attribute, desk.text()),
                Write(known, "novelty", "steps", desk.text()),
            ]
        }
        let novelty = desk.newID()
        var writes = [
            Write(novelty, "novelty", "title", desk.text()),
            Write(novelty, "novelty", "body", desk.text()),
        ]
        if desk.dice.isLucky(40) {
            let task = desk.newID()
            writes.append(Write(task, "task", "office", desk.reference(office)))
            writes.append(Write(task, "task", "title", desk.text()))
        }
        return writes
    }
}
