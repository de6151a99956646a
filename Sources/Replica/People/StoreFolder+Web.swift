import Foundation
package import Identity
package import Merge
package import Store

extension StoreFolder {
    /// Where `desk authority` keeps what browsers and programs know this machine by.
    package var web: KeyFolder { KeyFolder(path + "/web") }

    /// When the certificate ends that it made; `nil` where there is none.
    ///
    /// One that cannot be read, or that others can reach, serves nobody: it has ended long ago.
    package var webCertificateEnd: Timestamp? {
        do {
            guard FileManager.default.fileExists(atPath: web.path),
                try web.contains(.webCertificate)
            else { return nil }
            return Timestamp(date: try WebCertificate.end(of: web.read(.webCertificate)))
        } catch {
            return Timestamp(milliseconds: 0)
        }
    }
}
