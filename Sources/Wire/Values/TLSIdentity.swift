/// What one side of a connection proves itself with.
package struct TLSIdentity: Sendable {
    /// The certificate, and any above it up to the root, in PEM.
    package let certificate: String
    /// Its key, PKCS #8 in PEM.
    package let key: String

    package init(certificate: String, key: String) {
        self.certificate = certificate
        self.key = key
    }
}
