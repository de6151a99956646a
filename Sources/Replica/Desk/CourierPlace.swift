/// One file among those that came down: which file of this replica's it answers, and which part.
package struct CourierPlace: Comparable, Sendable {
    package let number: UInt64
    package let part: UInt64

    package static func < (left: CourierPlace, right: CourierPlace) -> Bool {
        (left.number, left.part) < (right.number, right.part)
    }
}
