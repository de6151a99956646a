package import Merge

/// Whether one doctor at one office is in network for one payor on one day.
package struct NetworkQuestion: Hashable, Sendable {
    package let doctor: RecordID
    package let office: RecordID
    package let insured: Insured
    package let day: Day

    package init(doctor: RecordID, office: RecordID, insured: Insured, day: Day) {
        self.doctor = doctor
        self.office = office
        self.insured = insured
        self.day = day
    }

    /// Who pays, as a coverage or a payor's code says.
    package struct Insured: Hashable, Sendable {
        package let payor: RecordID
        package let plan: RecordID?
        /// The network or product printed on the card; some access is for one product only.
        package let product: String?
        /// What else is in doubt about the coverage, in words.
        package let cautions: [String]

        package init(
            payor: RecordID, plan: RecordID? = nil, product: String? = nil, cautions: [String] = []
        ) {
            self.payor = payor
            self.plan = plan
            self.product = product
            self.cautions = cautions
        }
    }
}

extension Doubt: Error {}
