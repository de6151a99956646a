import Foundation
import Identity
package import Merge
package import Store

extension StoreFolder {
    /// When the group's authority ends, as the file beside the keys says; `nil` without one.
    ///
    /// One that cannot be read has ended long ago: whoever is warned of an end is warned of that.
    package var authorityEnd: Timestamp? {
        guard FileManager.default.fileExists(atPath: identity) else { return nil }
        do {
            let keys = KeyFolder(identity)
            guard try keys.contains(.authorityCertificate) else { return nil }
            let root = try RootCertificate(pem: keys.read(.authorityCertificate))
            return Timestamp(date: root.notAfter)
        } catch {
            return Timestamp(milliseconds: 0)
        }
    }
}
