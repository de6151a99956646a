/// A fresh certificate of the same replica.
package struct Renewal: Equatable, Sendable {
    /// The replica's certificate in PEM.
    package let certificate: String
    /// The group's root in PEM.
    package let authority: String

    package init(certificate: String, authority: String) {
        self.certificate = certificate
        self.authority = authority
    }
}

extension Renewal: Framed {
    package init(frame: Bridgework_V1_Renewal) throws(WireError) {
        self.init(
            certificate: try WireField.certificate.text(
                frame.certificate, max: WireLimits.pemBytesMax),
            authority: try WireField.authority.text(frame.authority, max: WireLimits.pemBytesMax))
    }

    package var frame: Bridgework_V1_Renewal {
        var frame = Bridgework_V1_Renewal()
        frame.certificate = certificate
        frame.authority = authority
        return frame
    }
}
