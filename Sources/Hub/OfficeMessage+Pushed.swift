import Merge
import Sync

extension OfficeMessage {
    /// How many change sets it pushes.
    var changeSetCount: Int {
        switch self {
        case .push(let changeSets): changeSets.count
        case .pushSealed(let boxes): boxes.count
        default: 0
        }
    }

    /// Bytes of the change sets that it pushes.
    var pushedByteCount: Int {
        switch self {
        case .push(let changeSets): changeSets.reduce(0) { $0 + $1.count }
        case .pushSealed(let boxes): boxes.reduce(0) { $0 + $1.bytes.count }
        default: 0
        }
    }

    /// Its change sets by id; of sealed ones those that can be opened.
    func changeSets(
        opening open: (SealedBox) -> Bytes?
    ) -> [(id: ChangeSetID, bytes: Bytes)] {
        switch self {
        case .push(let all): all.map { (SealedChangeSet.address(of: $0), $0) }
        case .pushSealed(let boxes): boxes.compactMap { box in open(box).map { (box.id, $0) } }
        default: []
        }
    }
}

extension HubMessage {
    /// Whether it answers something that nobody could read.
    var holdsJunk: Bool {
        guard case .acknowledged(let answers) = self else { return false }
        return answers.contains { $0.verdicts.contains(.malformed) }
    }
}

extension [HubMessage] {
    /// Both in order; answers to change sets that follow one another are one answer.
    func joined(with more: [HubMessage]) -> [HubMessage] {
        guard case .acknowledged(let earlier)? = last, case .acknowledged(let later)? = more.first
        else { return self + more }
        return dropLast() + [.acknowledged(earlier + later)] + more.dropFirst()
    }

    /// Whether the exchange ends with them.
    var isRefused: Bool {
        if case .refused? = last { true } else { false }
    }
}
