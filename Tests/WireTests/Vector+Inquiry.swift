import Merge
import Sync

@testable import Wire

extension Vector {
    private static let sealed = SealedChangeSet(sealing: Sample.corrected)

    private static let historic = HistoricWrite(
        entry: EntryID(changeSet: sealed.id, index: 0), position: 2,
        claimedAt: Sample.corrected.claimedAt, effectiveAt: Sample.clock, replica: Sample.replica,
        office: Sample.office, actor: Sample.actor, role: .office, reason: "the card says so",
        attribute: "name", key: [], value: Sample.name.encoded,
        replaces: [EntryID(changeSet: ChangeSetID(bits: 0xFEED), index: 300)], verdict: .applied)

    private static let line = WriteAudit.Line(
        holder: .office(Sample.office), changeSet: sealed.id, position: 2, index: 1,
        at: Sample.clock, replica: Sample.replica, actor: Sample.actor, type: "patient",
        record: Sample.patient, attribute: "name",
        fate: .superseded(by: EntryID(changeSet: ChangeSetID(bits: 0xFEED), index: 3)))

    private static let account: Account = {
        var account = Account()
        account.meet(12)
        account.settle(.current, 9)
        account.settle(.superseded(by: nil))
        account.settle(.quarantined(.invalid), 2)
        return account
    }()

    static let inquiries: [Vector] = [
        .framed("question-record", "Question", Inquiry.recordHistory(Sample.patient)),
        .framed(
            "question-account", "Question",
            Inquiry.account(
                AccountInquiry(
                    office: Sample.office, from: Day(number: 0), to: Day(number: 20_454),
                    fate: .quarantined, writesMax: 10_000))),
        .framed(
            "question-account-all", "Question",
            Inquiry.account(AccountInquiry(office: nil, writesMax: 0))),
        .framed("answer-historic-write", "Answer", InquiryAnswer.historicWrite(historic)),
        .framed(
            "answer-removal", "Answer",
            InquiryAnswer.historicWrite(
                HistoricWrite(
                    entry: historic.entry, position: 2, claimedAt: Timestamp(milliseconds: -1),
                    effectiveAt: Timestamp(milliseconds: -1), replica: Sample.hub, office: nil,
                    actor: nil, role: .hub, reason: "", attribute: "evidence",
                    key: Sample.document.encoded, value: nil, replaces: historic.replaces,
                    verdict: .applied))),
        .framed(
            "answer-withheld", "Answer",
            InquiryAnswer.historicWrite(
                HistoricWrite(
                    entry: historic.entry, position: 2, claimedAt: historic.claimedAt,
                    effectiveAt: historic.effectiveAt, replica: Sample.replica,
                    office: Sample.office, actor: nil, role: .office, reason: "x",
                    attribute: "name", key: [], value: Sample.name.encoded, replaces: [],
                    verdict: .custody
                ).told(
                    to: Peer(
                        replica: Sample.hub, role: .office, office: Sample.patient, scopes: [])))),
        .framed(
            "answer-sum", "Answer", InquiryAnswer.sum(.office(Sample.office), account)),
        .framed("answer-sum-centre", "Answer", InquiryAnswer.sum(.centre, Account())),
        .framed("answer-accounted-write", "Answer", InquiryAnswer.accountedWrite(line)),
        .framed(
            "answer-missing-position", "Answer",
            InquiryAnswer.accountedWrite(
                WriteAudit.Line(
                    holder: .unknown, changeSet: ChangeSetID(bits: 0), position: 17, index: nil,
                    at: Sample.clock, replica: nil, actor: nil, type: "", record: nil,
                    attribute: "", fate: .missing))),
        .framed("answer-refused", "Answer", InquiryAnswer.refused(.notHeld)),
    ]
}
