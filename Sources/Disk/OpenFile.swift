internal import Glibc

/// A file's or a folder's descriptor, which is closed with it.
package struct OpenFile: ~Copyable {
    package let descriptor: Int32

    /// - Parameter descriptor: what `open` answered; a negative one stands for none, and `errno`
    ///   says why.
    package init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    package var isOpen: Bool { descriptor >= 0 }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Writes all of the bytes where the file stands.
    ///
    /// - Returns: whether it did; `errno` says why not.
    package func append(_ bytes: borrowing RawSpan) -> Bool {
        bytes.withUnsafeBytes { bytes in
            var written = 0
            while written < bytes.count {
                let rest = UnsafeRawBufferPointer(rebasing: bytes[written...])
                let count = write(descriptor, rest.baseAddress, rest.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                written += count
            }
            return true
        }
    }
}
