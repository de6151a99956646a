internal import Foundation
internal import Merge

/// What a new machine sends to become a replica.
package struct RegistrationRequest: Equatable, Sendable {
    /// The secret of the one-time token.
    package let tokenSecret: [UInt8]
    /// A PKCS #10 request in PEM.
    package let signingRequest: String
    package let schemaVersion: Int
    /// Name and version, for the operator's list.
    package let software: String

    package init(
        tokenSecret: [UInt8], signingRequest: String, schemaVersion: Int, software: String
    ) {
        self.tokenSecret = tokenSecret
        self.signingRequest = signingRequest
        self.schemaVersion = schemaVersion
        self.software = software
    }
}

extension RegistrationRequest: Framed {
    package init(frame: Bridgework_V1_EnrolRequest) throws(WireError) {
        let secret = [UInt8](frame.tokenSecret)
        guard !secret.isEmpty else { throw .missing(.tokenSecret) }
        try WireField.tokenSecret.count(secret.count, max: WireLimits.secretBytesMax)
        guard secret.count >= WireLimits.secretBytesMin else { throw .malformed(.tokenSecret) }
        self.init(
            tokenSecret: secret,
            signingRequest: try WireField.signingRequest.text(
                frame.csr, max: WireLimits.pemBytesMax),
            schemaVersion: Int(try WireField.schemaVersion.version(frame.schemaVersion)),
            software: try WireField.software.text(
                frame.software, max: WireLimits.softwareBytesMax))
    }

    package var frame: Bridgework_V1_EnrolRequest {
        var frame = Bridgework_V1_EnrolRequest()
        frame.tokenSecret = Data(tokenSecret)
        frame.csr = signingRequest
        frame.schemaVersion = UInt32(clamping: schemaVersion)
        frame.software = software
        return frame
    }
}
