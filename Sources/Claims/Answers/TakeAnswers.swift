internal import Merge
package import Records

/// Takes answers of one kind in, each for the coverage that it is about.
///
/// What nobody can match waits: at the centre whatever payors answered, at an office what is of
/// members that it knows. A roster names everybody whom an employer covers: of strangers to the
/// group nothing is kept anywhere.
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
        var seen: Set<RecordID> = []
        for answer in answers where !taker.skips(answer) {
            let match = matcher.match(answer.facts)
            let coverage = match.coverage.flatMap { records.record($0) }
            let isTaken =
                try coverage.map { try taker.take(answer, of: $0, who, place, records, &writes) }
                ?? false
            guard !isTaken else { continue }
            let isKept = place.office == nil && Taker.Answer.kind != .roster || match.isOfMember
            taker.leave(
                isWaiting: try isKept && Self.wait(answer, place, records, &seen, &writes))
        }
        return taker.outcome
    }

    /// - Returns: whether it waits now; what somebody dropped or matched does not come back.
    private static func wait(
        _ answer: Taker.Answer, _ place: Place, _ records: some RecordLookup,
        _ seen: inout Set<RecordID>, _ writes: inout some WriteSink
    ) throws -> Bool {
        guard answer.saysSomething, let segments = answer.source.segments else { return false }
        let kind = Taker.Answer.kind.rawValue
        let id = records.newID(
            .waitingAnswer, [kind, ContentDigest.hexadecimal(of: segments)], of: place.office)
        if let standing = records.record(id) {
            return standing.isActive && standing[WaitingAnswer.coverage] == nil
        }
        guard seen.insert(id).inserted else { return true }
        if let office = place.office { try writes.add(Write(WaitingAnswer.office, id, office)) }
        try writes.add([
            Write(
                WaitingAnswer.identity, id,
                [
                    WaitingAnswer.kind(kind), WaitingAnswer.digest(answer.source.digest),
                    WaitingAnswer.place(Int64(answer.source.place)),
                    WaitingAnswer.saidOn(answer.source.on),
                ]),
            Write(WaitingAnswer.segments, id, segments), people(answer.facts, of: id),
        ])
        return true
    }

    private static func people(_ facts: ClaimFacts, of id: RecordID) -> Write {
        Write(
            WaitingAnswer.people, id,
            [
                WaitingAnswer.patientFamily(facts.family.map { $0.kept(70) }),
                WaitingAnswer.patientGiven(facts.given.map { $0.kept(70) }),
                WaitingAnswer.memberId(facts.memberId.map { $0.kept(80) }),
                WaitingAnswer.payorName(facts.payorNames.last.map { $0.kept(100) }),
                WaitingAnswer.payorNumber(
                    facts.payorNames.count > 1 ? facts.payorNames.first.map { $0.kept(80) } : nil),
            ])
    }
}
