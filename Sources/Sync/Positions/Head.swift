/// A point of the hub's history that can be recognised again: a position and its chain hash.
package struct Head: Hashable, Sendable {
    package let position: UInt64
    package let chain: ChainHash

    package init(position: UInt64, chain: ChainHash) {
        self.position = position
        self.chain = chain
    }

    package static let origin = Head(position: 0, chain: .origin)
}
