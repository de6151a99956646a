internal import Foundation

/// Looks a name up before the library does, which can neither be cancelled nor says what failed.
enum HostLookup {
    /// Returns when the name has an address.
    ///
    /// - Throws: `.lineFailed` with `.unresolved`; `.callFailed(.cancelled)` when the task is
    ///   cancelled: the system's own answer may come minutes later, to nobody.
    static func find(_ host: String, port: Int) async throws(WireError) {
        guard ListenAddress(address: host, port: port) == nil else { return }
        let answer = Once<Void>()
        Thread.detachNewThread {
            var hints = addrinfo()
            hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
            var found: UnsafeMutablePointer<addrinfo>?
            let code = getaddrinfo(host, nil, &hints, &found)
            if let found { freeaddrinfo(found) }
            let fault = LineFault(
                address: "\(host):\(port)", stage: .resolving, cause: .unresolved)
            answer.settle(code == 0 ? .success(()) : .failure(.lineFailed(fault)))
        }
        try await answer.value()
    }
}
