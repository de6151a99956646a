import Merge
package import Sync

/// One machine with one disk, at an office or at the centre.
package struct Site {
    package let name: String
    /// Who it is by its certificate; a cloned machine has the same.
    package let peer: Peer
    package var disk: MemoryOffice
    /// The disk as somebody once copied it.
    package var backup: MemoryOffice?
    /// How far its clock is from the truth, in milliseconds.
    package let clockOffset: Int64
    package var line: Int?
    /// Until when no message gets through.
    package var cutUntil: UInt64 = 0

    package init(name: String, peer: Peer, clockOffset: Int64) {
        self.name = name
        self.peer = peer
        self.clockOffset = clockOffset
        self.disk = MemoryOffice(replica: peer.replica)
    }

    /// A second machine with the same disk.
    package func cloned(as name: String) -> Site {
        var clone = Site(name: name, peer: peer, clockOffset: -clockOffset)
        clone.disk = disk
        return clone
    }
}
