/// A running hash of everything that happened: equal seeds must give equal hashes.
package struct Trace: Sendable {
    package private(set) var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    private let isVerbose: Bool

    init(isVerbose: Bool) {
        self.isVerbose = isVerbose
    }

    mutating func note(_ time: UInt64, _ what: StaticString, _ number: UInt64 = 0) {
        for word in [time, UInt64(what.utf8CodeUnitCount), number] {
            hash = (hash ^ word) &* 0x0000_0100_0000_01B3
        }
        what.withUTF8Buffer { for byte in $0 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 } }
        guard isVerbose else { return }
        print("\(time)\t\(what)\t\(number)")
    }
}
