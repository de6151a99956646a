// The compiler takes `stat` for CoreFoundation's or Glibc's, whichever it happens to load first.
internal import CoreFoundation
internal import Disk
internal import Glibc

/// A folder that is nobody else's: made 0700, its files 0600.
///
/// Reading refuses a folder or file that others can reach, that is a link, has a second name, or
/// belongs to someone else: a key that was exposed may have been copied, and only a person can
/// judge that. Writing replaces a file whole or not at all, also when the power fails.
package struct KeyFolder: Hashable, Sendable, CustomStringConvertible {
    package let path: String

    package init(_ path: String) {
        var path = path
        // "link/" would be followed where "link" is refused.
        while path.utf8.count > 1, path.utf8.last == UInt8(ascii: "/") { path.removeLast() }
        self.path = path
    }

    package var description: String { path }

    /// Where a file of the folder lies.
    package func path(of file: KeyFile) -> String { path(of: file.rawValue) }

    func path(of name: String) -> String { "\(path)/\(name)" }

    /// Makes the folder in a parent that exists; a folder that is there must be private.
    package func create() throws(IdentityError) {
        if mkdir(path, 0o700) != 0 {
            guard errno == EEXIST else { throw fault(.create, path: path) }
            _ = try opened()
            return
        }
        _ = try opened()
        let parent = KeyFolder("\(path)/..").path
        let handle = OpenFile(open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC))
        guard handle.isOpen, fsync(handle.descriptor) == 0 else {
            throw fault(.sync, path: parent)
        }
    }

    /// Whether the folder holds a file; throws where the folder is not private.
    package func contains(_ file: KeyFile) throws(IdentityError) -> Bool {
        try contains(file.rawValue)
    }

    func contains(_ name: String) throws(IdentityError) -> Bool {
        let folder = try opened()
        let path = path(of: name)
        var status = stat()
        if fstatat(folder.descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 {
            return true
        }
        guard errno == ENOENT else { throw fault(.inspect, path: path) }
        return false
    }

    /// The text of a file, if it and the folder are private.
    package func read(_ file: KeyFile) throws(IdentityError) -> String {
        try read(file.rawValue)
    }

    func read(_ name: String) throws(IdentityError) -> String {
        let folder = try opened()
        let path = path(of: name)
        let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
        let handle = OpenFile(openat(folder.descriptor, name, flags))
        guard handle.isOpen else { throw fault(.open, path: path) }
        let status = try status(of: handle, path: path)
        guard status.st_mode & S_IFMT == S_IFREG else { throw .file(path: path, .wrongKind) }
        try checkPrivate(status, path: path, wanted: 0o600)
        guard status.st_nlink == 1 else {
            throw .file(path: path, .hardLinks(Int(status.st_nlink)))
        }
        let bytes = try bytes(of: handle, path: path)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .file(path: path, .notText)
        }
        return text
    }

    /// Writes a file beside its place, makes it durable, and moves it there.
    package func write(_ text: String, as file: KeyFile) throws(IdentityError) {
        try write(text, as: file.rawValue)
    }

    func write(_ text: String, as name: String) throws(IdentityError) {
        let folder = try opened()
        let draft = name + ".new"
        let draftPath = "\(path)/\(draft)"
        // A draft that a crash left behind is worth nothing.
        guard unlinkat(folder.descriptor, draft, 0) == 0 || errno == ENOENT else {
            throw fault(.create, path: draftPath)
        }
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        let handle = OpenFile(openat(folder.descriptor, draft, flags, 0o600))
        guard handle.isOpen, fchmod(handle.descriptor, 0o600) == 0 else {
            throw fault(.create, path: draftPath)
        }
        let bytes = Array(text.utf8)
        guard handle.append(bytes.span.bytes) else { throw fault(.write, path: draftPath) }
        guard fsync(handle.descriptor) == 0 else { throw fault(.sync, path: draftPath) }
        guard renameat(folder.descriptor, draft, folder.descriptor, name) == 0 else {
            throw fault(.rename, path: draftPath)
        }
        guard fsync(folder.descriptor) == 0 else { throw fault(.sync, path: path) }
    }

    /// Removes a file, durably; nothing where there is none.
    package func remove(_ file: KeyFile) throws(IdentityError) {
        try remove(file.rawValue)
    }

    func remove(_ name: String) throws(IdentityError) {
        let folder = try opened()
        guard unlinkat(folder.descriptor, name, 0) == 0 || errno == ENOENT else {
            throw fault(.rename, path: path(of: name))
        }
        guard fsync(folder.descriptor) == 0 else { throw fault(.sync, path: path) }
    }
}

extension KeyFolder {
    /// The folder itself, found private; every file is reached through it, not by path.
    private func opened() throws(IdentityError) -> OpenFile {
        let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
        let folder = OpenFile(open(path, flags))
        guard folder.isOpen else { throw folderFault() }
        try checkPrivate(try status(of: folder, path: path), path: path, wanted: 0o700)
        return folder
    }

    /// Linux says "not a directory" for a link to a folder as well as for a file.
    private func folderFault() -> IdentityError {
        let error = fault(.open, path: path)
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK else { return error }
        return .file(path: path, .symbolicLink)
    }

    private func status(
        of handle: borrowing OpenFile, path: String
    ) throws(IdentityError) -> stat {
        var status = stat()
        guard fstat(handle.descriptor, &status) == 0 else { throw fault(.inspect, path: path) }
        return status
    }

    private func checkPrivate(
        _ status: stat, path: String, wanted: UInt32
    ) throws(IdentityError) {
        guard status.st_uid == geteuid() else {
            throw .file(path: path, .foreignOwner(status.st_uid))
        }
        guard status.st_mode & 0o077 == 0 else {
            throw .file(path: path, .open(mode: status.st_mode & 0o7777, wanted: wanted))
        }
    }

    private func bytes(
        of handle: borrowing OpenFile, path: String
    ) throws(IdentityError) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4_096)
        while bytes.count <= IdentityLimits.keyFileBytesMax {
            let count = Glibc.read(handle.descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw fault(.read, path: path) }
            if count == 0 { return bytes }
            bytes += chunk.prefix(count)
        }
        throw .file(path: path, .tooLarge(bytes: bytes.count))
    }

    /// The error that `errno` names; call it before anything else can change it.
    private func fault(_ step: IdentityError.FileFault.Step, path: String) -> IdentityError {
        switch errno {
        case ENOENT: .file(path: path, .missing)
        case ELOOP: .file(path: path, .symbolicLink)
        case ENOTDIR: .file(path: path, .wrongKind)
        case let code: .file(path: path, .system(step, code: code))
        }
    }
}
