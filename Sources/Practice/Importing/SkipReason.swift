/// Why a sound row makes no record; nothing of it is missing afterwards.
package enum SkipReason: String, CaseIterable, Hashable, Sendable {
    case noInsurance = "no insurance makes no coverage"
    case selfPaid = "no insurance is asked to pay"
    case repeated = "repeats an earlier line"
    case replaced = "the record is replaced by one that another line is about"
    case standsElsewhere = "the record is replaced by one that is not known here"
    case organization = "an organization, not a person"
    case deactivated = "the NPI is deactivated"
}
