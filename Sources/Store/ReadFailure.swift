/// The first read that failed where a rule that cannot throw had asked.
///
/// The rule is given an empty answer and goes on; the transaction ends with the failure instead of
/// with what the rule made of it, so that nobody can forget to ask.
final class ReadFailure {
    private var first: (any Error)?
    private var isOver = false

    func keep(_ error: any Error) {
        first = first ?? error
    }

    /// - Throws: the first read that failed.
    func check() throws {
        if let first { throw first }
    }

    /// What asked for records after its transaction would read another state, or none.
    func requireOpen() {
        precondition(!isOver, "a lookup outlived its transaction")
    }

    func close() {
        isOver = true
    }
}

extension StoreTransaction {
    /// Reads for a rule that cannot throw: a read that fails answers `fallback`, and the
    /// transaction ends with the failure.
    package func answer<Answer>(
        orElse fallback: Answer, _ body: () throws -> Answer
    ) -> Answer {
        failure.requireOpen()
        do { return try body() } catch {
            failure.keep(error)
            return fallback
        }
    }

    /// - Throws: the first read that failed until now, for what cannot be taken back with the
    ///   transaction.
    package func refuseFailedReads() throws { try failure.check() }

    /// Runs the whole of a transaction: a read that failed on the way is what ends it, also where
    /// what followed from the empty answer failed by itself.
    mutating func whole<Answer>(
        _ body: (inout StoreTransaction) throws -> Answer
    ) throws -> Answer {
        defer { failure.close() }
        do {
            let answer = try body(&self)
            try failure.check()
            return answer
        } catch {
            try failure.check()
            throw error
        }
    }
}
