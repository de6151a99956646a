/// Upper bounds on what is kept as a document.
package enum DocumentLimits {
    /// A scanned agreement of some hundred pages.
    package static let bytesMax = 32 << 20
}
