/// Why a payor pays nothing for a service, as its reason codes and our records let us think.
///
/// The numbers are of the public list of adjustment reasons; what they are called is in no file of
/// ours. It is proposed, and a person decides.
package enum RootCause: String, CaseIterable, Sendable {
    case notEnrolled, coverageTerminated, frequency, age, missingInfo, timelyFiling, otherPayor
    case codeInvalid, authorizationMissing, duplicate, other

    /// By the reasons that leave the office without money; the patient's share denies nothing,
    /// unless the payor says that it denies the claim.
    package init(_ reasons: [PaymentReason], isRefused: Bool) {
        let codes = reasons.filter { isRefused || $0.group != "PR" }.map { $0.code.uppercased() }
        let found = Self.codes.first { _, wanted in codes.contains(where: wanted.contains) }
        self = found?.cause ?? .other
    }

    /// What points to one thing before what points to many.
    private static let codes: [(cause: RootCause, Set<String>)] = [
        (.notEnrolled, ["B7", "185", "242", "299"]),
        (.timelyFiling, ["29"]),
        (.coverageTerminated, ["26", "27", "31", "32", "33", "200"]),
        (.duplicate, ["18"]),
        (.authorizationMissing, ["15", "197", "198"]),
        (.codeInvalid, ["181", "182"]),
        (.otherPayor, ["19", "20", "21", "22", "109"]),
        (.frequency, ["35", "119", "149", "151", "222"]),
        (.age, ["6"]),
        (.missingInfo, ["16", "226", "227", "252"]),
    ]

    /// As people read it.
    package var words: String {
        switch self {
        case .notEnrolled: "the doctor is not enrolled"
        case .coverageTerminated: "the coverage does not hold on that day"
        case .frequency: "a limit is used up"
        case .age: "an age limit"
        case .missingInfo: "something is missing"
        case .timelyFiling: "it came too late"
        case .otherPayor: "another payor comes first"
        case .codeInvalid: "the code does not hold on that day"
        case .authorizationMissing: "an authorization is missing"
        case .duplicate: "it was sent before"
        case .other: "the codes do not say"
        }
    }
}
