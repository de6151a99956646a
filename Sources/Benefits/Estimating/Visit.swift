package import Merge

/// For whom, where and when services are estimated.
package struct Visit: Hashable, Sendable {
    package let patient: RecordID?
    package let office: RecordID?
    package let serviceOn: Day?

    package init(patient: RecordID?, office: RecordID?, serviceOn: Day?) {
        self.patient = patient
        self.office = office
        self.serviceOn = serviceOn
    }
}
