internal import Foundation
internal import Merge
internal import Sync

extension WireField {
    /// A position or count that fits a signed number.
    func number(_ value: UInt64) throws(WireError) -> UInt64 {
        guard value <= WireLimits.numberMax else {
            throw .overLimit(self, found: value, limit: WireLimits.numberMax)
        }
        return value
    }

    /// A count of at most `limit`.
    func count(_ value: Int, max limit: Int) throws(WireError) {
        guard value <= limit else {
            throw .overLimit(self, found: UInt64(value), limit: UInt64(limit))
        }
    }

    /// A number that counts from 1; 0 is how protobuf spells a missing one.
    func version(_ value: UInt32) throws(WireError) -> UInt32 {
        guard value > 0 else { throw .missing(self) }
        return value
    }

    /// A time of this side of the year 10000.
    func clock(_ milliseconds: Int64) throws(WireError) -> Timestamp {
        guard (0...WireLimits.clockMax).contains(milliseconds) else { throw .malformed(self) }
        return Timestamp(milliseconds: milliseconds)
    }

    /// Text that is there and has at most `limit` bytes.
    func text(_ text: String, max limit: Int) throws(WireError) -> String {
        guard !text.isEmpty else { throw .missing(self) }
        try count(text.utf8.count, max: limit)
        return text
    }

    /// Nothing, or a point of P-256, uncompressed.
    func key(_ bytes: Data) throws(WireError) -> Bytes {
        guard bytes.isEmpty || bytes.count == 65 else { throw .malformed(self) }
        return [UInt8](bytes)[...]
    }

    func scopes(_ texts: [String]) throws(WireError) -> [Scope] {
        try count(texts.count, max: WireLimits.scopesMax)
        var scopes: [Scope] = []
        scopes.reserveCapacity(texts.count)
        for (index, text) in texts.enumerated() {
            guard let scope = Scope(text) else {
                throw .unknown(.scope, code: UInt64(index))
            }
            guard scope.description == text else { throw .malformed(.scope) }
            scopes.append(scope)
        }
        return scopes
    }

    /// Where a hub is reached, each as one text and no other.
    func addresses(_ texts: [String]) throws(WireError) -> [HubAddress] {
        try count(texts.count, max: SyncLimits.addressesMax)
        var addresses: [HubAddress] = []
        for text in texts {
            guard let address = HubAddress(text), address.description == text,
                !addresses.contains(address)
            else { throw .malformed(.address) }
            addresses.append(address)
        }
        return addresses
    }
}
