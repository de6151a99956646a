package import Merge
package import Records

/// An estimate kept as it is shown, because a patient is given it.
package struct GiveEstimate: Deed {
    package var question: EstimateQuestion
    /// An earlier estimate of the same patient, office and day, by the end of its id, that this
    /// one takes the place of.
    package var replaced: String?

    package init(_ question: EstimateQuestion, insteadOf replaced: String? = nil) {
        self.question = question
        self.replaced = replaced
    }

    /// What was worked out, and the new `estimate` record.
    package struct Outcome: Sendable {
        package let reckoned: ReckonedEstimate
        package let record: RecordID
    }

    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> Outcome {
        let found = try question.reckoned(at: place, in: records)
        let earlier = try replaced.map { name throws(DeedProblem) in
            try records.view(.estimate, name)
        }
        if let earlier, Visit(earlier) != found.visit { throw CoverageProblem.foreignEstimate }
        let id = place.newID()
        let handing = Handing(
            patient: found.patient, office: found.office, on: place.today, by: who.actor)
        try writes.add(
            GivenEstimate.writes(
                found.estimate, id: id, handing, doctor: found.doctor, coverage: found.coverage,
                replaces: earlier?.id))
        return Outcome(reckoned: found, record: id)
    }
}
