internal import Glibc

/// A file in the making, readable by its owner alone: it gets its name whole and durably, or goes
/// with this value.
package struct DraftFile: ~Copyable {
    /// Where it lies until then.
    package let path: String
    private let place: String
    private let file: OpenFile
    private var isPlaced = false

    /// Begins a file beside the place where it belongs.
    ///
    /// - Parameters:
    ///   - suffix: what its name has until then; where two processes can write the same file, one
    ///     that no other has. A draft of that name is what a process left that died: it is worth
    ///     nothing.
    package init(of place: String, suffix: String) throws(DraftFault) {
        self.place = place
        path = place + suffix
        unlink(path)
        file = OpenFile(
            open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600))
        guard file.isOpen else {
            // The name is another's, or there is no such folder: nothing of it is ours to remove.
            isPlaced = true
            throw DraftFault(errno)
        }
    }

    deinit {
        if !isPlaced { unlink(path) }
    }

    package mutating func write(_ bytes: borrowing RawSpan) throws(DraftFault) {
        guard file.append(bytes) else { throw DraftFault(errno) }
    }

    package mutating func write(_ bytes: [UInt8]) throws(DraftFault) {
        try write(bytes.span.bytes)
    }

    /// What was written is on the disk.
    package mutating func flush() throws(DraftFault) {
        guard fsync(file.descriptor) == 0 else { throw DraftFault(errno) }
    }

    /// Gives it its name, durably.
    ///
    /// - Parameter replacing: whether a file of that name gives way; else `DraftFault.taken`.
    package mutating func place(replacing: Bool) throws(DraftFault) {
        try flush()
        if replacing {
            guard rename(path, place) == 0 else { throw DraftFault(errno) }
        } else {
            // A link never takes the place of another file.
            guard link(path, place) == 0 else { throw DraftFault(errno) }
            unlink(path)
        }
        isPlaced = true
        let folder = OpenFile(open(DraftFile.folder(of: place), O_RDONLY | O_DIRECTORY | O_CLOEXEC))
        guard folder.isOpen, fsync(folder.descriptor) == 0 else { throw DraftFault(errno) }
    }

    /// Where a path's last name stands; the present folder for a bare name.
    private static func folder(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}

/// Why a file was not written.
package enum DraftFault: Error, Equatable, Sendable {
    /// A file of that name is there.
    case taken
    /// The disk, or what this user may have of it, is full.
    case full
    /// Whatever else the system said.
    case system(code: Int32)

    init(_ code: Int32) {
        switch code {
        case EEXIST: self = .taken
        case ENOSPC, EDQUOT: self = .full
        default: self = .system(code: code)
        }
    }
}
