import Sync

/// What will happen when, in virtual time; equal times keep the order in which they were planned.
struct EventQueue {
    /// Something that happens at a moment.
    enum Event {
        /// Somebody or something does something; which is decided then.
        case act
        case connect(site: Int)
        case toHub(line: Int, OfficeMessage)
        case toSite(line: Int, HubMessage)
    }

    private var heap: [(time: UInt64, order: UInt64, event: Event)] = []
    private var planned: UInt64 = 0

    mutating func plan(_ event: Event, at time: UInt64) {
        heap.append((time, planned, event))
        planned += 1
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard isBefore(child, parent) else { return }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    mutating func next() -> (time: UInt64, event: Event)? {
        guard let first = heap.first else { return nil }
        let last = heap.removeLast()
        if !heap.isEmpty {
            heap[0] = last
            sink()
        }
        return (first.time, first.event)
    }

    private mutating func sink() {
        var parent = 0
        while true {
            let left = 2 * parent + 1
            guard left < heap.count else { return }
            let right = left + 1
            let child = right < heap.count && isBefore(right, left) ? right : left
            guard isBefore(child, parent) else { return }
            heap.swapAt(child, parent)
            parent = child
        }
    }

    private func isBefore(_ left: Int, _ right: Int) -> Bool {
        (heap[left].time, heap[left].order) < (heap[right].time, heap[right].order)
    }
}
