internal import Sync

extension Head {
    init(wire head: Bridgework_V1_Head, isPresent: Bool) throws(WireError) {
        guard isPresent else { throw .missing(.head) }
        let position = try WireField.position.number(head.position)
        self.init(position: position, chain: try ChainHash(wire: head.chain, .chain))
        guard position > 0 || chain == .origin else { throw .malformed(.chain) }
    }

    var wire: Bridgework_V1_Head {
        var head = Bridgework_V1_Head()
        head.position = position
        head.chain = chain.wire
        return head
    }
}
