/// A sum of cents or of counts that says so when it does not fit.
package struct CheckedSum: Hashable, Sendable {
    /// `nil` once the sum went beyond 64 bits; no addend brings it back.
    package private(set) var total: Int64?

    package init(_ total: Int64? = 0) {
        self.total = total
    }

    package static func += (sum: inout CheckedSum, addend: CheckedSum) {
        guard let left = sum.total, let right = addend.total else {
            sum.total = nil
            return
        }
        let (total, isOver) = left.addingReportingOverflow(right)
        sum.total = isOver ? nil : total
    }

    package static func - (left: CheckedSum, right: CheckedSum) -> CheckedSum {
        guard let minuend = left.total, let subtrahend = right.total else {
            return CheckedSum(nil)
        }
        let (total, isOver) = minuend.subtractingReportingOverflow(subtrahend)
        return CheckedSum(isOver ? nil : total)
    }

    package static func * (left: CheckedSum, right: CheckedSum) -> CheckedSum {
        guard let one = left.total, let other = right.total else { return CheckedSum(nil) }
        let (total, isOver) = one.multipliedReportingOverflow(by: other)
        return CheckedSum(isOver ? nil : total)
    }

    /// Hundredths of a percent of a whole, half of one up; `nil` where the whole is not positive.
    package func share(of whole: CheckedSum) -> Int64? {
        guard let part = total, let whole = whole.total, whole > 0 else { return nil }
        let (double, twice) = (2 * Int128(part) * 10_000 + Int128(whole), 2 * Int128(whole))
        let quotient = double / twice
        let isBelow = double < 0 && double % twice != 0
        return Int64(exactly: isBelow ? quotient - 1 : quotient)
    }
}

extension Table.Cell {
    /// A sum of cents; where it overflowed, a cell that says so.
    package static func money(_ sum: CheckedSum) -> Self {
        sum.total.map { .money($0) } ?? .tooLarge
    }

    /// A sum of counts; where it overflowed, a cell that says so.
    package static func number(_ sum: CheckedSum) -> Self {
        sum.total.map { .number($0) } ?? .tooLarge
    }

    /// Where a figure would stand that does not fit.
    private static var tooLarge: Self { .text("too large") }
}
