/// What people of the simulated group do by the deeds that they do at a desk.
package enum DeedKind: String, CaseIterable, Sendable {
    case create, contract, onboard, enrol, move, slipMove, closeMove, giveUpRun
    case advanceCase, advanceNotice, terminate, withdrawTermination
    case importFees, reviewFees, publishFees, recallFees, receiptFees, confirmFees
    case adopt, link, unlink, settleConflict
}
