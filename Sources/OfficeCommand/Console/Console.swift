package import Errands
import Foundation
package import Wire

/// Where a command prints: this process's own streams, or those of whoever typed it elsewhere.
package struct Console: Sendable {
    /// Against which relative paths in arguments are read.
    package let workingDirectory: String
    /// Columns of the terminal, which tables fit; `Int.max` where nobody's terminal is written to.
    package let width: Int
    /// What shows listings as they are, where no terminal prints them.
    package let screen: Screen?
    /// Shows long results page by page, where a person sits at a terminal.
    package let pager: Pager?
    /// Where files lie that a screen's user handed over, by the names that arguments have for them.
    private let files: [String: String]
    private let sink: @Sendable (ControlOutput) -> Void

    package init(
        workingDirectory: String, width: Int, files: [String: String] = [:],
        screen: Screen? = nil, pager: Pager? = nil,
        sink: @escaping @Sendable (ControlOutput) -> Void
    ) {
        self.pager = pager
        self.workingDirectory = workingDirectory
        self.files = files
        self.width = max(40, width)
        self.screen = screen
        self.sink = sink
    }

    /// Takes listings before anybody decided how they are printed.
    package struct Screen: Sendable {
        /// Of one listing; the rest is counted.
        package let rowsMax: Int
        package let take: @Sendable (ErrandReply.TablePart) -> Void

        package init(
            rowsMax: Int, take: @escaping @Sendable (ErrandReply.TablePart) -> Void
        ) {
            self.rowsMax = rowsMax
            self.take = take
        }
    }

    /// This process's own standard output and error.
    package static var own: Console {
        Console(
            workingDirectory: FileManager.default.currentDirectoryPath, width: terminalWidth,
            sink: write)
    }

    /// The same, with a pager where a person sits at a terminal that has one.
    static var paged: Console {
        guard let program = PagerProgram(), let rows = terminalRows else { return own }
        let width = terminalWidth
        let pager = Pager(
            rows: rows, columns: width, open: { program.started() }, direct: write)
        return Console(
            workingDirectory: FileManager.default.currentDirectoryPath, width: width,
            pager: pager, sink: pager.take)
    }

    @Sendable
    private static func write(_ output: ControlOutput) {
        switch output {
        case .standardOutput(let bytes): write(bytes, to: STDOUT_FILENO)
        case .standardError(let bytes): write(bytes, to: STDERR_FILENO)
        case .exit: break
        }
    }

    /// A result, on standard output.
    package func line(_ text: String) {
        sink(.standardOutput(Array((text + "\n").utf8)))
    }

    /// Talk, on standard error.
    package func say(_ text: String) {
        sink(.standardError(Array((text + "\n").utf8)))
    }

    /// What another process printed, byte for byte.
    package func pass(_ output: ControlOutput) {
        sink(output)
    }

    /// A path as the user's own folder resolves it, whichever process does the work.
    package func absolute(_ path: String) -> String {
        files[path] ?? (path.hasPrefix("/") ? path : workingDirectory + "/" + path)
    }

    /// Whether somebody watches standard error, so that progress is worth showing.
    package static var isWatched: Bool { isatty(STDERR_FILENO) == 1 }

    package static var terminalWidth: Int {
        if let columns = ProcessInfo.processInfo.environment["COLUMNS"], let width = Int(columns) {
            return width
        }
        var size = winsize()
        guard isatty(STDOUT_FILENO) == 1 else { return .max }
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return 80
        }
        return Int(size.ws_col)
    }

    /// Rows of the terminal; `nil` where standard output is none, or does not say.
    private static var terminalRows: Int? {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 1 else {
            return nil
        }
        return Int(size.ws_row)
    }

    /// Nobody takes the output: whoever closed the pipe knows, and anybody else is told that what
    /// was written to the store stays there.
    private static func end(_ descriptor: Int32, _ code: Int32) -> Never {
        guard code != EPIPE else { exit(0) }
        if descriptor != STDERR_FILENO {
            let reason = strerror(code).map { String(cString: $0) } ?? "error \(code)"
            let words =
                "error: the output cannot be written (\(reason)): what the command had saved by "
                + "then stays saved; look before you run it again\n"
            _ = Array(words.utf8).withUnsafeBytes {
                Foundation.write(STDERR_FILENO, $0.baseAddress, $0.count)
            }
        }
        exit(1)
    }

    /// Writes all bytes; a closed pipe ends the program quietly, a full disk with an error.
    private static func write(_ bytes: [UInt8], to descriptor: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Foundation.write(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { end(descriptor, errno) }
            rest = rest.dropFirst(count)
        }
    }
}
