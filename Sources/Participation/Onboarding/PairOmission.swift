/// Why onboarding opens no case for a contract at an office.
///
/// Computed whenever somebody asks and never stored; the raw value is what people read.
package enum PairOmission: String, CaseIterable, Hashable, Sendable {
    case notInRun = "the run does not ask for it"
    case byHand = "a person left the pair out of the run"
    case excludedDoctor = "a public list excludes the doctor"
    case doctorOutOfUse = "the doctor's record is out of use: another may stand for it"
    case officeClosed = "the office is closed on that day"
    case notAssigned = "the doctor is not assigned to the office on that day"
    case contractNotActive = "the contract is not active on that day"
    case contractUnknown = "the contract's steps are in conflict: nobody knows whether it is active"
    case notAtOffice = "the contract does not hold at the office on that day"
    case hygienist = "the contract enrols no hygienists"
    case noCommonDay = "doctor, contract and office share no day from the start on"

    /// Whether a person still has to say: a case that is open stays until then.
    package var isForNow: Bool {
        [.contractUnknown, .excludedDoctor, .doctorOutOfUse].contains(self)
    }
}
