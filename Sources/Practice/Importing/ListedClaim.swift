internal import Benefits
internal import Claims
internal import Merge
internal import Participation
internal import Records
internal import Tables

/// A claim as a row of the practice's list names it.
struct ListedClaim {
    private typealias File = ClaimFile

    private let number: TypedCell<String>
    private let office: RecordID
    private let patient: RecordID
    private let day: TypedCell<Day>
    private let frequency: String
    /// `P` is first to pay, `S` second, `T` third.
    private let order: String
    private let services: [Service]
    private let cents: Int64

    /// One of its services.
    private struct Service: Hashable {
        let code: String
        let cents: Int64
        let tooth: String?
    }

    init(_ row: RowDrafter, at office: RecordID, of patient: RecordID) throws(RowRefusal) {
        self.number = try row.required(File.number)
        self.office = office
        self.patient = patient
        self.day = try row.required(File.servedOn)
        self.frequency = row[File.frequency]?.text ?? "1"
        if let cell = row[File.frequency], !["1", "7", "8"].contains(cell.text) {
            throw .bad(.told("a claim's frequency is 1, 7 or 8"), column: cell.column)
        }
        self.order = ["P", "S", "T"][Int((try row[File.place]?.content ?? 1) - 1)]
        let cell = row[File.services]
        var services: [Service] = []
        for part in row.pieces(File.services) { services.append(try Self.service(part)) }
        self.services = services
        let sum = services.reduce(Int64(0)) { $0 + $1.cents }
        let total = try row[File.total]?.content
        if let cell, let total, total != sum {
            throw .bad(.told("the services do not come to the total"), column: cell.column)
        }
        self.cents = total ?? sum
        if let sentOn = row[File.sentOn], try sentOn.content > row.context.today {
            throw .bad(.told("a claim goes out on a day that has been"), column: sentOn.column)
        }
        if let closedOn = row[File.closedOn], try closedOn.content > row.context.today {
            throw .bad(.told("a claim is closed on a day that has been"), column: closedOn.column)
        }
    }

    private static func service(_ cell: TypedCell<String>) throws(RowRefusal) -> Service {
        let parts = cell.text.split(separator: ":", omittingEmptySubsequences: false)
            .map { ImportRow.trimmed($0) }
        guard (2...3).contains(parts.count), let code = TextFormat.procedure.normalized(parts[0])
        else {
            throw .bad(
                .told("a service is CODE:CHARGE or CODE:CHARGE:TOOTH"), column: cell.column)
        }
        let cents = try cell.saying(parts[1]).retyped(.money).content
        let tooth = parts.count > 2 && !parts[2].isEmpty ? parts[2] : nil
        return Service(code: code, cents: cents, tooth: tooth)
    }

    /// The claim of that number, office, day, total, frequency and order.
    func standing(in view: ImportView) -> RecordID? {
        view.lookup.showing(Claim.claimNumber, number.text).sorted().first { id in
            let sent = view.row(id, Claim.submission)
            let identity = view.row(id, Claim.identity)
            return view.row(id, Claim.office)[Claim.office] == office
                && sent[Claim.servedFrom]?.description == day.text
                && (sent[Claim.total] ?? 0) == cents
                && identity[Claim.frequency] ?? "1" == frequency
                && sent[Claim.payingOrder] ?? "P" == order
        }
    }

    /// Whether a standing claim has the services that the row names, where it names any.
    func agrees(with claim: RecordID, in view: ImportView) throws(RowRefusal) -> Bool {
        guard !services.isEmpty else { return true }
        typealias Lines = Claim.Lines
        let lines = Claim.lines.rows(in: view.state(claim)).compactMap { row -> Service? in
            guard let code = row[Lines.code] else { return nil }
            return Service(code: code, cents: row[Lines.charged] ?? 0, tooth: row[Lines.tooth])
        }
        return lines.isEmpty || Set(lines) == Set(services)
    }

    func newID(_ row: RowDrafter) -> RecordID {
        row.newID(.claim, [number.text, digest], of: office)
    }

    /// Of all that makes it one.
    private var digest: String {
        let parts =
            ["list", number.text, day.text, String(cents), frequency, order]
            + services.flatMap { [$0.code, String($0.cents), $0.tooth ?? ""] }
        return ContentDigest.hexadecimal(
            of: Array(parts.joined(separator: "\u{1F}").utf8)[...])
    }

    /// What a new claim is.
    func say(in draft: inout RecordDraft, _ row: RowDrafter) throws(RowRefusal) {
        draft.set(Claim.office, row.reference(office, number))
        draft.set(
            Claim.identity,
            [
                Claim.claimNumber(number), Claim.frequency(row[File.frequency]),
                Claim.replacedNumber(row[File.replaced]),
                Claim.digest(number.saying(digest).retyped(.format(.digest))),
            ])
        draft.set(
            Claim.submission,
            [
                Claim.total(number.saying(Figure.money(cents)).retyped(.money)),
                Claim.servedFrom(day), Claim.servedThrough(day),
                Claim.payingOrder(number.saying(order)),
            ])
        try sayPeople(in: &draft, row)
        for (index, service) in services.enumerated() {
            typealias Lines = Claim.Lines
            let line = number.saying(String(index + 1)).retyped(.integer(1...999))
            draft.put(
                Claim.lines, at: [Lines.line(line)],
                [
                    Lines.code(number.saying(service.code)),
                    Lines.tooth(service.tooth.map { number.saying($0) }), Lines.servedOn(day),
                    Lines.charged(number.saying(Figure.money(service.cents)).retyped(.money)),
                ])
        }
    }

    private func sayPeople(in draft: inout RecordDraft, _ row: RowDrafter) throws(RowRefusal) {
        let name = row.view.row(patient, Patient.name)
        draft.set(
            Claim.people,
            [
                Claim.patientFamily(name[Patient.name.family].map { number.saying($0) }),
                Claim.patientGiven(name[Patient.name.given].map { number.saying($0) }),
                Claim.memberId(row[File.memberId]), Claim.renderingNpi(row[File.npi]),
            ])
        let payor = try row.claimedPayor()
        let asked = try payor?.content
        let coverage = coverage(under: asked, row)
        let doctor: TypedCell<RecordID>?
        if let npi = row[File.npi] {
            doctor = row.reference(
                try row.known(Practitioner.npi, npi, importFirst: .doctors), npi)
        } else {
            doctor = nil
        }
        draft.setFirst(
            Claim.match,
            [
                Claim.patient(row.reference(patient, number)),
                Claim.coverage(coverage.map { row.reference($0, number) }),
                Claim.practitioner(doctor), Claim.payor(payor),
            ])
        draft.setFirst(
            Claim.matchedBy, row.word("patient by the practice's own number", for: number))
    }

    /// The patient's one coverage with that member id and payor that may hold on the day.
    private func coverage(under payor: RecordID?, _ row: RowDrafter) -> RecordID? {
        let member = row[File.memberId].flatMap { TextFormat.memberID.normalized($0.text) }
        let served = Day(day.text)
        let found = row.view.lookup.referring(Coverage.patient, patient).filter { id in
            guard row.view.isActive(id) else { return false }
            let identity = row.view.row(id, Coverage.identity)
            if let member, identity[Coverage.memberId] != member { return false }
            let term = row.view.row(id, Coverage.term)
            if let from = term[Coverage.term.from], let served, served < from { return false }
            if let through = term[Coverage.term.through], let served, through < served {
                return false
            }
            guard let payor else { return true }
            let plan = row.view.row(id, Coverage.insurancePlan)[Coverage.insurancePlan]
            return plan.flatMap { row.view.row($0, InsurancePlan.planKey)[InsurancePlan.payor] }
                == payor
        }
        return found.count == 1 ? found.first : nil
    }

    /// That it went out and was closed, as far as its log does not say so already.
    func log(in draft: inout RecordDraft, _ row: RowDrafter) throws(RowRefusal) {
        let said = Set(
            Claim.status.rows(in: row.view.state(draft.id)).compactMap { $0[Claim.status.step] })
        if let sentOn = row[File.sentOn], !said.contains(Claim.Step.send.rawValue) {
            draft.step(
                Claim.status, row.word(Claim.Step.send, for: sentOn),
                Claim.status.happenedOn(sentOn))
        }
        guard let closedOn = row[File.closedOn] else { return }
        if let sentOn = row[File.sentOn], try closedOn.content < sentOn.content {
            throw .bad(.told("it is closed before it went out"), column: closedOn.column)
        }
        guard !said.contains(Claim.Step.close.rawValue) else { return }
        draft.step(
            Claim.status, row.word(Claim.Step.close, for: closedOn),
            Claim.status.happenedOn(closedOn))
    }
}

extension RowDrafter {
    /// The payor that a claim's row names.
    fileprivate func claimedPayor() throws(RowRefusal) -> TypedCell<RecordID>? {
        guard let cell = self[ClaimFile.payor] else { return nil }
        if let found = try findPayor(cell, at: self[ClaimFile.clearinghouse]) {
            return reference(found, cell)
        }
        guard let named = try payorNamed(cell) else {
            throw .bad(.unresolved(importFirst: .payors), column: cell.column)
        }
        return reference(named, cell)
    }

    /// A cell that lists several values, separated by `|`, each as often as it stands there.
    fileprivate func pieces(_ column: TypedColumn<String>) -> [TypedCell<String>] {
        guard let cell = self[column] else { return [] }
        return cell.text.split(separator: "|").map { cell.saying(ImportRow.trimmed($0)) }
            .filter { !$0.text.isEmpty }
    }
}
