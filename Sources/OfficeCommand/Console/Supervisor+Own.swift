import Foundation
package import Supervision

extension Supervisor {
    /// Whoever started this process.
    package static var own: Supervisor {
        Supervisor(environment: ProcessInfo.processInfo.environment, process: getpid())
    }
}
