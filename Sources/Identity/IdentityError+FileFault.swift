internal import Foundation

extension IdentityError {
    /// Why a key folder, or a file in it, was not read or written.
    package enum FileFault: Equatable, Sendable {
        /// Others than the owner have rights.
        case open(mode: UInt32, wanted: UInt32)
        case foreignOwner(UInt32)
        case symbolicLink
        case hardLinks(Int)

        /// A folder where a file is wanted, or the reverse.
        case wrongKind
        case missing
        case alreadyExists
        case tooLarge(bytes: Int)
        case notText
        case system(Step, code: Int32)

        /// A step of file work that the system refused.
        package enum Step: String, Sendable {
            case create, open, inspect, read, write, sync, rename
        }

        func description(of path: String) -> String {
            switch self {
            case .open(let mode, let wanted):
                """
                Others can reach \(path) (mode \(Self.octal(mode))). \
                Run: chmod \(Self.octal(wanted)) '\(path)'
                """
            case .foreignOwner(let owner):
                "\(path) belongs to user \(owner). Run as that user, or: chown $(id -u) '\(path)'"
            case .symbolicLink:
                "\(path) is a symbolic link. Put the real file or folder in its place."
            case .hardLinks(let count):
                "\(path) has \(count) names. Remove the others, or replace it by a copy."
            case .wrongKind:
                "\(path) is not of the right kind. Move it away."
            case .missing:
                "\(path) is missing. Create it, restore a backup, or join again."
            case .alreadyExists:
                "\(path) exists and is not replaced. Choose another folder, or move it away."
            case .tooLarge(let bytes):
                "\(path) has \(bytes) bytes, too many for a key. Restore it from a backup."
            case .notText:
                "\(path) is not text. Restore it from a backup."
            case .system(let step, let code):
                """
                The system refused to \(step.rawValue) \(path): \
                \(String(cString: strerror(code))). Check the disk and the rights, then try again.
                """
            }
        }

        private static func octal(_ mode: UInt32) -> String {
            "0" + String(mode, radix: 8)
        }
    }
}
