package import Records

/// Takes answers of one kind in, each for the coverage that it is about.
package struct TakeAnswers<Taker: AnswerTaker>: Deed {
    package var answers: [Taker.Answer]

    package init(_ answers: [Taker.Answer]) {
        self.answers = answers
    }

    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> Taker.Outcome {
        var taker = Taker()
        guard !answers.isEmpty else { return taker.outcome }
        let matcher = ClaimMatcher(records)
        for answer in answers {
            guard let facts = taker.facts(of: answer) else { continue }
            let coverage = matcher.match(facts).coverage.flatMap { records.record($0) }
            let isTaken =
                try coverage.map { try taker.take(answer, of: $0, who, place, records, &writes) }
                ?? false
            if !isTaken { taker.leave(answer) }
        }
        return taker.outcome
    }
}
