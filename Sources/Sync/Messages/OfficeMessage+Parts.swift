import Merge

extension OfficeMessage {
    /// The message in parts that a hub may take in one by one, so that others are served between
    /// them; the answers to all of them are the answer to the message.
    ///
    /// Only a push has more than one: no change set depends on coming together with another. What
    /// is beyond the limits stays whole, and is refused whole.
    package var parts: [OfficeMessage] {
        switch self {
        case .push(let all): all.parts(sized: \.count).map { .push(Array($0)) }
        case .pushSealed(let all): all.parts(sized: \.bytes.count).map { .pushSealed(Array($0)) }
        default: [self]
        }
    }

    /// Whether a push holds no more than one message may: the last change set may pass the bound.
    static func isPushable(_ pieces: [Bytes]) -> Bool {
        pieces.isPushable(sized: \.count)
    }
}

extension Array {
    fileprivate func isPushable(sized size: (Element) -> Int) -> Bool {
        count <= SyncLimits.pushCountMax
            && reduce(0) { $0 + size($1) }
                <= SyncLimits.pushBytesMax + MergeLimits.changeSetBytesMax
    }

    /// No change set is smaller.
    private var leastBytes: Int { 64 }

    /// Each ends with the element that fills it.
    fileprivate func parts(sized size: (Element) -> Int) -> [ArraySlice<Element>] {
        guard isPushable(sized: size) else { return [self[...]] }
        var parts: [ArraySlice<Element>] = []
        var start = startIndex
        var bytes = 0
        for index in indices {
            bytes += size(self[index])
            // Junk in small pieces stays together: it is told of once.
            guard bytes >= SyncLimits.partBytesMax, size(self[index]) >= leastBytes else {
                continue
            }
            parts.append(self[start...index])
            start = index + 1
            bytes = 0
        }
        if start < endIndex || parts.isEmpty { parts.append(self[start...]) }
        return parts
    }
}
