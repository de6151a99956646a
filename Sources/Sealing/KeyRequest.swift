/// How a store's keys are to be kept, as a person asks for it.
package enum KeyRequest: Sendable {
    /// In a file; in the usual folder where no place is named.
    case file(path: String?)
    case command(String)
    case passphrase([UInt8])
    /// For a store that goes with this process.
    case memory
}
