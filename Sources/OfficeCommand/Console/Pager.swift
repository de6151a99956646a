import Synchronization
package import Wire

/// Shows what is longer than the terminal page by page, as `man` does; what fits is printed.
///
/// Results are held until there are more lines than the terminal has, or none to come. What is said
/// on standard error beside them comes after them, and before the first of them at once.
package final class Pager: Sendable {
    /// Another program that shows pages.
    package struct Reader: Sendable {
        /// - Returns: whether anybody still reads.
        package let write: @Sendable ([UInt8]) -> Bool
        /// Waits until whoever reads is done.
        package let end: @Sendable () -> Void

        package init(
            write: @escaping @Sendable ([UInt8]) -> Bool, end: @escaping @Sendable () -> Void
        ) {
            self.write = write
            self.end = end
        }
    }

    private struct State {
        var isWanted = false
        /// What was not printed yet, in its order.
        var held: [ControlOutput] = []
        var lines = 0
        var reader: Reader?
        /// Whoever read has left, and wants no more.
        var isLeft = false
    }

    private let rows: Int
    private let columns: Int
    private let open: @Sendable () -> Reader?
    private let direct: @Sendable (ControlOutput) -> Void
    private let state = Mutex(State())

    /// - Parameters:
    ///   - rows: of the terminal; the last one is the shell's.
    ///   - columns: of the terminal, by which longer lines take several rows.
    ///   - open: starts the reader; `nil` where there is none, and all is printed.
    ///   - direct: prints.
    package init(
        rows: Int, columns: Int, open: @escaping @Sendable () -> Reader?,
        direct: @escaping @Sendable (ControlOutput) -> Void
    ) {
        self.rows = rows
        self.columns = max(1, columns)
        self.open = open
        self.direct = direct
    }

    /// What comes from now on is there to be read.
    package func begin() { state.withLock { $0.isWanted = true } }

    /// Takes output in: to the pager where one runs, else straight to the terminal.
    package func take(_ output: ControlOutput) {
        state.withLock { state in
            guard state.isWanted else { return direct(output) }
            switch output {
            case .standardOutput(let bytes): take(bytes, &state)
            case .standardError:
                let isBeside = state.reader != nil || !state.held.isEmpty
                if isBeside { state.held.append(output) } else { direct(output) }
            case .exit: direct(output)
            }
        }
    }

    private func take(_ bytes: [UInt8], _ state: inout State) {
        if let reader = state.reader {
            if !state.isLeft { state.isLeft = !reader.write(bytes) }
            return
        }
        state.held.append(.standardOutput(bytes))
        state.lines += bytes.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast()
            .reduce(0) { $0 + max(1, ($1.count + columns - 1) / columns) }
        guard state.lines >= rows else { return }
        guard let reader = open() else {
            state.isWanted = false
            return letGo(&state)
        }
        state.reader = reader
        let results = state.held
        state.held = []
        for output in results {
            if case .standardOutput(let bytes) = output {
                take(bytes, &state)
            } else {
                state.held.append(output)
            }
        }
    }

    /// Prints what was held, once whoever reads is done.
    package func end() {
        state.withLock { state in
            state.reader?.end()
            state.reader = nil
            letGo(&state)
        }
    }

    private func letGo(_ state: inout State) {
        for output in state.held { direct(output) }
        state.held = []
        state.lines = 0
    }
}
