package import Merge
package import Tables

/// Days on which a doctor works at an office and a contract does not count him there.
package struct NetworkGap: Hashable, Sendable {
    package let post: NetworkBook.Post
    /// `nil` where a lapsed licence stops every contract.
    package let contract: RecordID?
    package let days: DayRange
    package let cause: Cause
    /// Appointments that the office's schedule holds on these days.
    package let appointments: Int64
    /// The people booked, and what their work comes to; `nil` where the schedule does not say so
    /// for each of these days.
    package let patients: CheckedSum?
    package let atRisk: CheckedSum?
    /// What else has lapsed on some of these days.
    package let flags: [Lapses.Kind]
    package let options: [Option]

    /// What somebody chose to do.
    package enum Choice: String, CaseIterable, Sendable {
        case settle, reschedule, outOfNetwork, reassign, hold, renew
    }

    /// Why there is a gap.
    package enum Cause: Hashable, Sendable, CustomStringConvertible {
        case notEnrolled(CaseLack)
        /// Whether there is a gap at all waits for a person.
        case unknown(Doubt)
        case lapsed(Lapses.Kind)

        package var isUnknown: Bool {
            if case .unknown = self { true } else { false }
        }

        package var description: String {
            switch self {
            case .notEnrolled(let lack): lack.description
            case .unknown(let doubt): "unknown: \(doubt)"
            case .lapsed(let kind): kind.words
            }
        }
    }

    /// What the office may do; billing under another doctor's number is not among it.
    package enum Option: Hashable, Sendable, CustomStringConvertible {
        case settle(Doubt)
        /// To a day on which the enrolment counts, where one is known.
        case reschedule(from: Day?)
        case seeOutOfNetwork
        /// The NPIs of enrolled doctors who work there on all of these days, a few of them.
        case reassign([String])
        case holdClaims
        case renew(Lapses.Kind)

        /// What choosing it is called.
        package var choice: Choice {
            switch self {
            case .settle: .settle
            case .reschedule: .reschedule
            case .seeOutOfNetwork: .outOfNetwork
            case .reassign: .reassign
            case .holdClaims: .hold
            case .renew: .renew
            }
        }

        /// The option in a word.
        package var name: String {
            switch self {
            case .settle: "settle"
            case .reschedule: "reschedule"
            case .seeOutOfNetwork: "out of network"
            case .reassign: "reassign"
            case .holdClaims: "hold"
            case .renew: "renew"
            }
        }

        package var description: String {
            switch self {
            case .settle(let doubt): doubt.remedy
            case .reschedule(nil): "reschedule until the enrolment counts"
            case .reschedule(let day?): "reschedule to \(day) or later"
            case .seeOutOfNetwork:
                "see as registered out of network, with the patient's written notice before"
            case .reassign(let doctors):
                "reassign to an enrolled doctor, who treats and bills as that doctor: "
                    + doctors.joined(separator: ", ")
            case .holdClaims: "hold claims until the payor decides on a retroactive date"
            case .renew(.stateLicence):
                "obtain a licence of the office's state, or enter the one held, before any visit"
            case .renew(let kind): "renew the \(kind.name) before any visit"
            }
        }
    }
}
