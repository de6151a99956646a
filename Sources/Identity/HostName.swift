internal import Foundation
internal import SwiftASN1
internal import X509

/// A name or address at which the hub is reached, as a certificate spells it.
enum HostName: Equatable {
    case dns(String)
    case address([UInt8])

    /// Reads an IPv4 or IPv6 address, or a DNS name of letters, digits, hyphens and dots.
    init?(_ text: String) {
        guard (1...IdentityLimits.hostBytesMax).contains(text.utf8.count) else { return nil }
        if let address = Self.address(text) {
            self = .address(address)
            return
        }
        let labels = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard labels.allSatisfy(Self.isLabel), !labels[labels.count - 1].allSatisfy(Self.isDigit)
        else { return nil }
        self = .dns(text.lowercased())
    }

    var alternativeName: GeneralName {
        switch self {
        case .dns(let name): .dnsName(name)
        case .address(let bytes): .ipAddress(ASN1OctetString(contentBytes: bytes[...]))
        }
    }

    static func isName(_ text: String) -> Bool {
        if case .dns = HostName(text) { true } else { false }
    }

    /// As people type it; blank for bytes that are no address.
    static func text(ofAddress bytes: some Collection<UInt8>) -> String {
        let family = bytes.count == 4 ? AF_INET : AF_INET6
        guard bytes.count == 4 || bytes.count == 16 else { return "" }
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        guard inet_ntop(family, Array(bytes), &text, socklen_t(text.count)) != nil else {
            return ""
        }
        return String(
            decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func address(_ text: String) -> [UInt8]? {
        var four = in_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            return withUnsafeBytes(of: four) { Array($0) }
        }
        var sixteen = in6_addr()
        if inet_pton(AF_INET6, text, &sixteen) == 1 {
            return withUnsafeBytes(of: sixteen) { Array($0) }
        }
        return nil
    }

    private static func isLabel(_ label: Substring.UTF8View) -> Bool {
        let hyphen = UInt8(ascii: "-")
        return (1...63).contains(label.count) && label.first != hyphen && label.last != hyphen
            && label.allSatisfy { isDigit($0) || isLetter($0) || $0 == hyphen }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}

/// Whether offices can reach a hub by that: a name or an address that a certificate can spell.
package func isHostName(_ text: String) -> Bool { HostName(text) != nil }
