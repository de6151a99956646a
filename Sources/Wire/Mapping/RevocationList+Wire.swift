internal import Foundation
import Merge
import Sync

extension RevocationList {
    init(wire list: Bridgework_V1_RevocationList) throws(WireError) {
        let bytes = [UInt8](list.replicas)
        guard bytes.count.isMultiple(of: 16) else { throw .malformed(.revocations) }
        try WireField.revocations.count(bytes.count / 16, max: SyncLimits.revocationsMax)
        guard list.signature.count <= RevocationList.signatureBytes else {
            throw .malformed(.signature)
        }
        var replicas: [ReplicaID] = []
        for place in stride(from: 0, to: bytes.count, by: 16) {
            guard let id = ReplicaID(bytes: bytes[place..<place + 16]),
                replicas.last.map({ $0 < id }) ?? true
            else { throw .malformed(.revocations) }
            replicas.append(id)
        }
        self.init(replicas: replicas, signature: [UInt8](list.signature)[...])
    }

    var wire: Bridgework_V1_RevocationList {
        var list = Bridgework_V1_RevocationList()
        list.replicas = Data(replicas.flatMap(\.bytes))
        list.signature = Data(signature)
        return list
    }

    private static let signatureBytes = 64
}
