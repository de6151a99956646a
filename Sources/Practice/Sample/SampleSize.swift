/// How large a synthetic group is.
package struct SampleSize: Hashable, Sendable {
    package let offices: Int
    package let doctors: Int
    package let payors: Int
    package let contracts: Int
    package let patients: Int

    package init(
        offices: Int = 3, doctors: Int = 40, payors: Int = 12, contracts: Int = 20,
        patients: Int = 600
    ) {
        precondition(offices > 0 && payors > 0, "a group has an office and a payor")
        self.offices = offices
        self.doctors = doctors
        self.payors = payors
        self.contracts = contracts
        self.patients = patients
    }
}
