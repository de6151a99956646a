internal import GRPCNIOTransportHTTP2
internal import NIOCore

/// Where a listener waits: a numeric address and a port, where port 0 lets the system choose.
package struct ListenAddress: Equatable, Sendable, CustomStringConvertible {
    package let address: String
    package let port: Int

    /// - Returns: `nil` for what is no IPv4 or IPv6 address in digits, or no port.
    package init?(address: String, port: Int) {
        guard (0...65_535).contains(port) else { return nil }
        do {
            _ = try NIOCore.SocketAddress(ipAddress: address, port: port)
        } catch {
            return nil
        }
        self.address = address
        self.port = port
    }

    var isVersion6: Bool { address.contains(":") }

    var socketAddress: GRPCNIOTransportHTTP2.SocketAddress {
        isVersion6 ? .ipv6(host: address, port: port) : .ipv4(host: address, port: port)
    }

    package var description: String {
        isVersion6 ? "[\(address)]:\(port)" : "\(address):\(port)"
    }
}
