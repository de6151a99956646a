package import Merge
import Sync

extension HubDesk {
    /// Which replica a room in this house is; a room that lost its store asks no more.
    package func replica(ofRoom name: String) throws -> ReplicaID? {
        try store.read { try $0.meta(HubDesk.roomKey(name)) { ReplicaID(hexadecimal: $0) } }
    }

    package func note(_ replica: ReplicaID, ofRoom name: String) throws {
        guard try self.replica(ofRoom: name) != replica else { return }
        try store.write { try $0.setMeta(HubDesk.roomKey(name), replica.hexadecimal) }
    }

    private static func roomKey(_ name: String) -> String { "room." + name }
}
