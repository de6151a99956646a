package import Fees
internal import Merge
package import Participation

extension NetworkAnswer.Path {
    /// What is to be priced where the asked doctor is in network by this way.
    package func priced(for question: NetworkQuestion) -> FeeAssignments.Case {
        var priced = FeeAssignments.Case(on: question.day)
        priced.named = enrollment?.feeSchedule
        priced.office = question.office
        priced.practitioner = question.doctor
        priced.contract = contract.id
        if case .access(let access) = route { priced.networkAccess = access }
        priced.plan = question.insured.plan
        priced.tier = enrollment?.feeTier
        return priced
    }
}
