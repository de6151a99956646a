import Merge
import Sync

@testable import Wire

extension Vector {
    static let couriers: [Vector] = [
        .courier(
            "courier-up",
            .up(
                CourierStart.Request(
                    certificate: [0x30, 1, 2], answerKey: Array(repeating: 4, count: 65)[...]))),
        .courier(
            "courier-down",
            .down(
                CourierStart.Answer(
                    to: Sample.replica, part: 1, isLast: true, at: Cursor(from: 2, through: 3)))),
        .courier(
            "courier-down-part",
            .down(
                CourierStart.Answer(
                    to: Sample.replica, part: 2, isLast: false, at: Sample.split))),
    ]

    /// The beginning of a courier file.
    private static func courier(
        _ name: String, _ direction: CourierStart.Direction
    ) -> Vector {
        let start = CourierStart(
            group: Sample.group, from: Sample.replica, number: 300, madeAt: Sample.clock,
            direction: direction)
        return Vector(
            name: name, message: "CourierStart", encoded: { start.encoded },
            isValue: { try CourierStart(decoding: Array($0)[...]) == start })
    }
}
