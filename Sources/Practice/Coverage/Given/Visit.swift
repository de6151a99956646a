package import Merge

/// For whom, where and when services are estimated.
package struct Visit: Hashable, Sendable {
    package let patient: RecordID?
    package let office: RecordID?
    package let serviceOn: Day?

    package init(patient: RecordID, office: RecordID, serviceOn: Day) {
        self.patient = patient
        self.office = office
        self.serviceOn = serviceOn
    }

    /// - Parameter estimate: a record of an estimate.
    package init(_ estimate: RecordView) {
        self.patient = estimate[GivenEstimate.patient]
        self.office = estimate[GivenEstimate.office]
        self.serviceOn = estimate[GivenEstimate.serviceOn]
    }
}
