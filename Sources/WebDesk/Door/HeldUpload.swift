import Crypto
import Errands

/// A file that somebody handed over and has looked at: what goes in is these bytes and no others.
struct HeldUpload: Sendable {
    let file: ErrandFile
    /// SHA-256 of the bytes, in hexadecimal: the form that takes them in names it.
    let digest: String
    /// What the file is said to be.
    let form: WebForm
    let since: ContinuousClock.Instant

    init(_ file: ErrandFile, _ form: WebForm, since: ContinuousClock.Instant) {
        self.file = file
        self.form = form
        self.since = since
        digest = SHA256.hash(data: file.bytes).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }
}
