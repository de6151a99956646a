internal import Benefits
internal import Fees
import Foundation
internal import Merge
internal import Participation
internal import Practice
internal import Records
internal import Replica
internal import Rulebook
internal import Tables
internal import Wire

// Fee, network and estimate, as the commands of those names answer.

extension ServiceDesk {
    func fee(_ asked: Bridgework_V1_FeeRequest) throws -> Bridgework_V1_FeeReply {
        var question = FeeQuestion(
            code: try Given("fee.code").text(asked.code),
            on: try Given("fee.on").day(asked.on) ?? desk.today)
        question.qualifier = try Given("fee.qualifier").optional(asked.qualifier) ?? ""
        question.schedule = try Given("fee.schedule").optional(asked.schedule)
        question.office = try Given("fee.office").optional(asked.office)
        question.doctor = try Given("fee.doctor").optional(asked.doctor)
        question.coverage = try Given("fee.coverage").optional(asked.coverage)
        question.contract = try Given("fee.contract").optional(asked.contract)
        question.plan = try Given("fee.plan").optional(asked.plan)
        question.tier = try Given("fee.tier").optional(asked.tier)
        let finding = try desk.asking { try question.finding(at: $0, in: $1) }
        var reply = Bridgework_V1_FeeReply()
        reply.code = FeeCode.typed(asked.code) ?? asked.code
        reply.on = question.day.description
        reply.schedule = finding.schedule.code
        let version: FeeVersion
        switch finding.answer {
        case .line(let line, let found):
            version = found
            reply.state = line.price.state
            if let cents = finding.cents { reply.cents = cents }
        case .notListed(let found):
            version = found
            reply.state = "notListed"
        case .noVersion: throw FeeError.noVersion
        case .unsound(let found): throw FeeError.unsoundVersion(found.number)
        }
        reply.version = UInt32(clamping: version.number)
        reply.effectiveFrom = version.effectiveFrom.description
        reply.doubt = finding.codeDoubt ?? ""
        reply.explanation = finding.explanation
        return reply
    }

    func network(_ asked: Bridgework_V1_NetworkRequest) throws -> Bridgework_V1_NetworkReply {
        let coverage = try Given("network.coverage").optional(asked.coverage)
        let payor = try Given("network.payor").optional(asked.payor)
        let subject: NetworkInquiry.Subject
        switch (coverage, payor) {
        case (let name?, nil): subject = .coverage(try desk.find(.coverage, named: name))
        case (nil, let name?): subject = .payor(try desk.find(.payor, named: name))
        default:
            throw ServiceProblem(
                code: .malformed, what: "give a coverage or a payor, and not both",
                place: "network.coverage")
        }
        let inquiry = NetworkInquiry(
            doctor: try desk.find(
                .practitioner, named: Given("network.doctor").text(asked.doctor)),
            office: try desk.find(.office, named: Given("network.office").text(asked.office)),
            for: subject, on: try Given("network.on").day(asked.on) ?? desk.today)
        let explanation = try desk.reading { try inquiry.explanation(in: $0) }
        var reply = Bridgework_V1_NetworkReply()
        reply.answer = explanation.verdict.rawValue
        reply.rows = explanation.rows.map { row in
            var told = Bridgework_V1_NetworkRow()
            told.what = row.kind.rawValue
            told.contract = row.contract ?? ""
            told.via = row.via ?? ""
            told.from = row.from?.description ?? ""
            told.through = row.through?.description ?? ""
            told.schedule = row.schedules.joined(separator: "; ")
            told.text = row.text
            return told
        }
        return reply
    }

    func estimate(_ asked: Bridgework_V1_EstimateRequest) throws -> Bridgework_V1_EstimateReply {
        guard !asked.services.isEmpty else { throw ServiceProblem.missing("estimate.services") }
        try Given("estimate.services").count(
            asked.services.count, max: CallLimits.servicesMax)
        let services = try asked.services.map { service in
            try self.service(service)
        }
        var question = EstimateQuestion(
            doctor: try Given("estimate.doctor").text(asked.doctor),
            on: try Given("estimate.on").day(asked.on) ?? desk.today, services: services)
        question.patient = try Given("estimate.patient").optional(asked.patient)
        question.coverage = try Given("estimate.coverage").optional(asked.coverage)
        guard question.patient != nil || question.coverage != nil else {
            throw ServiceProblem.missing("estimate.patient")
        }
        question.office = try Given("estimate.office").optional(asked.office)
        let estimate = try desk.asking { try question.reckoned(at: $0, in: $1) }.estimate
        var reply = Bridgework_V1_EstimateReply()
        reply.lines = estimate.lines.map(Self.line)
        reply.note = "an estimate, no promise of payment"
        return reply
    }

    private func service(
        _ asked: Bridgework_V1_EstimateService
    ) throws -> (code: String, tooth: String?) {
        let text = try Given("estimate.services.code").text(asked.code)
        guard let code = TextFormat.procedure.normalized(text) else {
            throw ServiceProblem.malformed(
                "estimate.services.code", "is no procedure code: write it as D0120")
        }
        guard let name = try Given("estimate.services.tooth").optional(asked.tooth) else {
            return (code, nil)
        }
        guard let tooth = ToothPlace.named(name) else {
            throw ServiceProblem.malformed("estimate.services.tooth", "names no tooth")
        }
        return (code, tooth)
    }

    private static func line(_ line: Estimate.Line) -> Bridgework_V1_EstimateLine {
        var told = Bridgework_V1_EstimateLine()
        told.code = line.code
        told.tooth = line.tooth ?? ""
        told.known = line.isKnown
        told.unknown = line.uncertainties.map(\.description).joined(separator: "; ")
        if let cents = line.allowedCents { told.allowed = cents }
        if let cents = line.paysCents.first.flatMap(\.self) { told.primaryPays = cents }
        if let cents = line.paysCents.dropFirst().first.flatMap(\.self) {
            told.secondaryPays = cents
        }
        if let cents = line.writeOffCents { told.writeOff = cents }
        if let cents = line.patientCents { told.patientPays = cents }
        told.warnings = line.warnings + [line.codeDoubt].compactMap(\.self)
        return told
    }
}
