package import Merge

/// Why nothing was done for a doctor; what the caller typed and civil dates may show.
package enum DoctorRefusal: Error, Equatable, Sendable {
    case badNPI
    case excluded(list: String, from: Day?)
    case noSuchDoctor
    case noOffices
    case notAtOffice(String, Day)
    case sameOffice
    case beginsLater(String, Day, Day)
    case alreadyAtOffice(String)
    case runOpen(RecordID)
    case runClosed
    case moveOpen(RecordID)
    case nothingToEnrol
    case notMove
    case slipAtOffice
}

extension DoctorRefusal: CustomStringConvertible {
    package var description: String {
        switch self {
        case .badNPI:
            "the NPI is not ten digits with a right check digit: compare it with the doctor's card"
        case .excluded(let list, let from):
            "the NPI is on the exclusion list \(list)" + (from.map { " since \($0)" } ?? "")
                + ": nobody bills for an excluded person. If the list is wrong or the person is "
                + "reinstated, record it (edit exclusion ID reinstatedOn=DAY), then try again"
        case .noSuchDoctor:
            "no doctor of that NPI is here: `bridgework import doctors FILE`, or "
                + "`bridgework create practitioner npi=… family=… given=…`"
        case .noOffices:
            "the doctor is assigned to no office from that day on: name them with --offices"
        case .notAtOffice(let code, let day):
            "the doctor is not assigned to \(code) on \(day): `bridgework list "
                + "location_assignment` shows where and when"
        case .beginsLater(let code, let begin, let last):
            "the doctor is assigned to \(code) from \(begin), after \(last): look at the day; if "
                + "it is right, take that assignment out of use first (`bridgework list "
                + "location_assignment` shows it, `edit location-assignment ID --lifecycle "
                + "inactive` does it)"
        case .alreadyAtOffice(let code):
            "the doctor is assigned to \(code) already, then or later: `bridgework list "
                + "location_assignment` shows from when, and `doctor onboard` opens what lacks"
        case .notMove: "that run is no move: `bridgework doctor runs list` names the moves"
        case .slipAtOffice:
            "moves are the centre's: propose another day with `bridgework edit location-assignment "
                + "ID effectiveFrom=DAY --reason WHY`"
        case .sameOffice: "the old and the new office are the same"
        case .runOpen(let run):
            "a run of this doctor is open and follows new contracts and offices by itself: "
                + "`bridgework doctor runs show \(run)`; for a further office use `doctor "
                + "add-location`"
        case .runClosed: "the run is complete, closed or given up already"
        case .moveOpen(let run):
            "a move of this doctor between these offices is open: `bridgework doctor runs show "
                + "\(run)`"
        case .nothingToEnrol:
            "no doctor is assigned where the contract holds: `bridgework list contract_location` "
                + "shows where it does"
        }
    }
}
