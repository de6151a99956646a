package import Merge
internal import Records
package import Tables

/// What stands at one doctor and office.
protocol Posted {
    var post: NetworkBook.Post { get }
}

extension NetworkBook {
    /// A doctor, as lists name one.
    package struct Doctor: Sendable {
        package let id: RecordID
        package let npi: String
        package let family: String
        package let given: String
        package let departOn: Day?
        let isHygienist: Bool

        init(_ view: RecordView) {
            self.id = view.id
            self.npi = view[Practitioner.npi] ?? ""
            self.family = view[Practitioner.legalName.family] ?? ""
            self.given = view[Practitioner.legalName.given] ?? ""
            self.departOn = view[Practitioner.departOn]
            self.isHygienist = Hygienist.isOne(view)
        }

        package var name: String {
            [family, given].filter { !$0.isEmpty }.joined(separator: ", ")
        }

        /// What lists are sorted by.
        var order: String { [family, given, npi, id.description].joined(separator: "\u{1}") }
    }

    /// An office, decoded as far as the network needs it.
    package struct Office: Sendable {
        package let id: RecordID
        package let code: String
        package let organization: RecordID?
        package let state: String?
        /// The code with the name beside it.
        package let label: String

        init(_ view: RecordView, _ titles: RecordTitle<some RecordLookup>) {
            self.id = view.id
            self.code = view[Records.Office.code] ?? view.id.description
            self.label = titles.label(of: view)
            self.organization = view[Records.Office.organization]
            self.state = view[Records.Office.physicalAddress.state]
        }

        var order: String { code + "\u{1}" + id.description }
    }

    /// A payor, decoded as far as the network needs it.
    package struct Payor: Sendable {
        package let id: RecordID
        package let code: String
        package let name: String
        package let replacedBy: RecordID?
        /// The code with the name beside it.
        package let label: String

        init(_ view: RecordView, _ titles: RecordTitle<some RecordLookup>) {
            self.id = view.id
            self.code = view[Participation.Payor.code] ?? view.id.description
            self.label = titles.label(of: view)
            self.name = view[Participation.Payor.name] ?? ""
            self.replacedBy = view[Participation.Payor.replacedBy]
        }

        var order: String { code + "\u{1}" + id.description }
    }

    /// A contract, decoded as far as the network needs it.
    package struct Contract: Sendable {
        package let id: RecordID
        package let code: String
        package let payor: RecordID?
        package let reach: ContractReach
        package let providerRule: ProviderRule
        package let enrollsHygienists: Bool
        /// The greater, the sooner it is used; 0 where nobody said.
        package let precedence: Int64
        package let retro: Retro
        /// From this day on nobody may lease the contract.
        package let closedToOthersOn: Day?
        /// Registers of the contract that wait for a person; what is shown is the latest.
        package let disputed: [String]

        init(_ view: RecordView, locations: [RecordView]) {
            self.id = view.id
            self.code = view[PayorContract.code] ?? view.id.description
            self.payor = view[PayorContract.payor]
            self.reach = ContractReach(
                view, Workflow.contract.standing(of: view), locations: locations)
            self.providerRule =
                view[PayorContract.providerRule].flatMap(ProviderRule.init)
                ?? .eachProviderCredentialed
            self.enrollsHygienists = view[PayorContract.enrollsHygienists] ?? false
            self.precedence = view[PayorContract.precedence] ?? 0
            self.retro = Retro(view)
            self.closedToOthersOn =
                view[PayorContract.affiliateClause] == "optedOut"
                ? view[PayorContract.optedOutOn] ?? .earliest : nil
            self.disputed = view.projection.conflicts.map(\.attribute)
                .filter(Contract.decisive.contains)
        }

        var order: String { code + "\u{1}" + id.description }

        /// What a contract's reach and days follow from.
        private static let decisive = [
            PayorContract.term.name, PayorContract.locationRule.name,
            PayorContract.providerRule.name, PayorContract.parties.name,
        ]
    }

    /// Whose credentials the payor asks for.
    package enum ProviderRule: String, Sendable {
        /// Every doctor has a case of the payor's own.
        case eachProviderCredentialed
        /// The entity is credentialed: whoever works there is in network.
        case groupCredentialed
        /// The payor has left credentialing to the group.
        case delegated

        package var opensCases: Bool { self == .eachProviderCredentialed }
    }

    /// Whether and how far back a payor lets an enrolment begin.
    package struct Retro: Hashable, Sendable {
        package let policy: Policy?
        package let daysMax: Int64?

        /// How far back the payor goes, in the words of the field.
        package enum Policy: String, Sendable {
            case none, toApplicationDate, toRequestedDate, caseByCase
        }

        init(_ contract: RecordView) {
            self.policy = contract[PayorContract.retroPolicy].flatMap(Policy.init)
            self.daysMax = contract[PayorContract.retroDaysMax]
        }

        /// Whether a date in the past may still be granted; also where nobody wrote the policy.
        package var isPossible: Bool { policy != Policy.none }
    }

    /// A doctor at an office for a time.
    package struct Assignment: Posted, Sendable {
        package let post: Post
        package let days: DayRange
        package let role: String?
        /// Days of the week as the calendar counts them, Monday 0; `nil` where nobody said.
        package let weekdays: Set<Int>?

        init?(_ view: RecordView) {
            guard let doctor = view[LocationAssignment.practitioner],
                let office = view[LocationAssignment.office],
                let days = DayRange(
                    from: view[LocationAssignment.term.from],
                    through: view[LocationAssignment.term.through])
            else { return nil }
            self.post = Post(doctor: doctor, office: office)
            self.days = days
            self.role = view[LocationAssignment.role]
            self.weekdays = view[LocationAssignment.weekdays].map { text in
                Set(text.split(separator: ",").compactMap { Self.week.firstIndex(of: $0) })
            }
        }

        private static let week: [Substring] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    }

    /// A doctor's hours at an office on one day.
    package struct Block: Posted, Sendable {
        package let post: Post
        package let day: Day
        package let appointments: Int64
        package let patients: Int64?
        package let production: Int64?

        init?(_ view: RecordView) {
            guard let doctor = view[ScheduleBlock.practitioner],
                let office = view[ScheduleBlock.office], let day = view[ScheduleBlock.workedOn]
            else { return nil }
            self.post = Post(doctor: doctor, office: office)
            self.day = day
            self.appointments = view[ScheduleBlock.appointments] ?? 0
            self.patients = view[ScheduleBlock.patients]
            self.production = view[ScheduleBlock.production]
        }
    }

    /// A doctor's case in a contract at an office.
    package struct Case: Sendable {
        package let id: RecordID
        package let seat: Seat
        package let status: EnrollmentStatus
        package let feeSchedule: RecordID?
        package let feeTier: String?

        init?(_ view: RecordView, _ excluded: ExcludedDoctors) {
            guard let doctor = view[Enrollment.practitioner],
                let contract = view[Enrollment.contract], let office = view[Enrollment.office]
            else { return nil }
            self.id = view.id
            self.seat = Seat(doctor: doctor, contract: contract, office: office)
            self.status = EnrollmentStatus(
                view, Workflow.enrollment.standing(of: view), excluded: excluded[doctor])
            self.feeSchedule = view[Enrollment.feeSchedule]
            self.feeTier = view[Enrollment.feeTier]
        }
    }

    /// A payor that may use a contract it did not sign.
    package struct Access: Sendable {
        package let id: RecordID
        package let contract: RecordID
        package let payor: RecordID
        /// Limits the access to one product; `nil` is all of them.
        package let product: String?
        package let days: DaySet
        /// From this day on we take no part in it; `.earliest` where nobody wrote the day.
        package let optedOutOn: Day?
        package let confidence: Confidence
        /// Takes the place of the contract's, where somebody said.
        package let precedence: Int64?
        /// The last payment on which somebody saw it used.
        package let lastSeenOn: Day?

        /// How sure it is that the access is used.
        package enum Confidence: String, Sendable {
            case confirmed, observed, rumoured
        }

        init?(_ view: RecordView) {
            guard let contract = view[NetworkAccess.contract],
                let payor = view[NetworkAccess.accessingPayor]
            else { return nil }
            self.id = view.id
            self.contract = contract
            self.payor = payor
            self.product = view[NetworkAccess.product]
            self.optedOutOn =
                view[NetworkAccess.isOptedOut] == true
                ? view[NetworkAccess.optedOutOn] ?? .earliest : nil
            let term = DaySet(
                DayRange(
                    from: view[NetworkAccess.term.from], through: view[NetworkAccess.term.through]))
            let optOut = optedOutOn.flatMap { DayRange(from: $0, through: nil) }
            self.days = term.subtracting(DaySet(optOut))
            let seen = view[NetworkAccess.observations, each: NetworkAccess.Observations.seenOn]
            self.lastSeenOn = seen.max()
            // Nobody said how sure it is: a payment on which it was seen is an observation.
            self.confidence =
                view[NetworkAccess.confidence].flatMap(Confidence.init)
                ?? (seen.isEmpty ? .rumoured : .observed)
            self.precedence = view[NetworkAccess.precedence]
        }
    }
}
