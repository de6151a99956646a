import Testing

@testable import Practice

/// The rows of the workflows as the domain states them, written down a second time.
struct WorkflowRowsTests {
    private static let rows = """
        onboarding: draft start collecting; collecting itemReceived collecting;
        collecting allItemsIn ready; ready fanOut fannedOut; collecting fanOut fannedOut;
        fannedOut firstEffective partiallyEffective; partiallyEffective lastDecided complete;
        fannedOut lastDecided complete; collecting expand collecting; ready expand ready;
        collecting abandon abandoned; fannedOut abandon abandoned
        enrollment: notStarted prepare preparing; preparing submit submitted;
        submitted ack inReview; submitted deficiency deficient; inReview deficiency deficient;
        deficient resubmit inReview; inReview credentialingApproved approvedAwaitingLoad;
        inReview denied denied; approvedAwaitingLoad loaded effective;
        effective directoryWrong effective; effective correctEffective effective;
        effective retroGranted effective; effective termNotice ending;
        effective recredentialDue recredentialing;
        recredentialing recredentialApproved effective; recredentialing lapse lapsed;
        preparing withdraw withdrawn; effective withdraw withdrawn;
        notStarted recorded effective; ending reopen preparing; denied reopen preparing
        move: draft plan planned; planned expand noticesPrepared; noticesPrepared send notified;
        notified confirm partiallyConfirmed; partiallyConfirmed allConfirmed confirmed;
        confirmed verifyDirectory closed; planned dateSlip planned;
        confirmed dateSlip confirmed; notified cancel cancelled
        notice: draft prepare prepared; prepared send sent; sent ack acknowledged;
        acknowledged confirm confirmed; sent reject rejected; rejected send sent;
        sent cancel cancelled
        contract: draft offer offered; offered makeExecutable executable;
        executable execute executed; executed amend amended; executed renew renewed;
        executed requestTermination terminationRequested;
        terminationRequested noticeTermination terminating;
        executed noticeTermination terminating; terminating terminate terminated;
        terminationRequested withdrawTermination executed; offered reject rejected;
        draft cancel cancelled; executed dispute disputed; disputed settle executed
        negotiation: idle due due; due open preparing; preparing requestSent awaitingPayor;
        awaitingPayor inquiry awaitingPayor; awaitingPayor offer offerReview;
        offerReview counter awaitingPayor; offerReview accept accepted;
        awaitingPayor refuse refused; accepted amendmentSigned implementing;
        implementing firstEobMatches verified; implementing eobMismatch disputed;
        awaitingPayor missedWindow awaitingPayor
        fee-draft: draft submit inReview; inReview approve approved; inReview reject draft;
        approved withdraw withdrawn
        fee-receipt: awaited received received; received staged staged;
        staged appliedToReplica appliedToReplica; appliedToReplica appliedInPms appliedInPms;
        appliedToReplica rejected rejected; rejected appliedInPms appliedInPms
        credential: pendingVerification verified active;
        active renewalSubmitted renewalSubmitted; renewalSubmitted renewed active;
        active suspended suspended; suspended revoked revoked; revoked reinstated active;
        active superseded superseded
        coverage: unverified enter unverified; unverified verifyActive active;
        active verifyInactive inactive; active markUnknown unknown;
        active terminate terminated; terminated verifyActive active
        verification: needed claimWork assigned; assigned begin inProgress;
        inProgress completeActive verifiedActive; inProgress completeInactive verifiedInactive;
        inProgress cannot unable; verifiedActive need needed
        task: open start doing; doing wait waiting; waiting start doing; doing done done;
        open cancel cancelled; done reopen open; cancelled reopen open
        proposal: open accepted accepted; open rejected rejected; open withdrawn withdrawn;
        open needsEvidence needsEvidence; needsEvidence open open;
        open superseded superseded
        custody: open accepted accepted; open rejected rejected
        quarantine: open retried retried; open amended amended; open dropped dropped
        conflict: open assign assigned; assigned defer deferred; deferred resolve resolved;
        resolved reopen open
        """

    /// `workflow from event to`, one per row.
    private static let all: [[String]] = {
        var name = ""
        return rows.split(whereSeparator: { $0 == ";" || $0 == "\n" }).compactMap { row in
            var words = row.split(separator: " ").map(String.init)
            if let first = words.first, first.hasSuffix(":") {
                name = String(first.dropLast())
                words.removeFirst()
            }
            return words.isEmpty ? nil : [name] + words
        }
    }()

    @Test(arguments: all)
    func `a step leads where the domain says`(row: [String]) throws {
        let workflow = try #require(Workflow.named(row[0]))
        #expect(workflow.target(of: row[2], from: row[1]) == row[3])
    }

    @Test(arguments: Workflow.all)
    func `every event is in the rows`(workflow: Workflow) {
        let named = Set(Self.all.filter { $0[0] == workflow.name }.map { $0[2] })
        let events = Set(workflow.transitions.filter { !$0.isDated }.map(\.event))
        let unchanged: Set = ["draft", "submitted", "close", "need", "open", "enter"]
        #expect(events.subtracting(named).subtracting(unchanged).isEmpty)
    }

    @Test(arguments: Workflow.all)
    func `a diagram draws every state and every event`(workflow: Workflow) {
        let dot = workflow.dot
        #expect(dot.hasPrefix("digraph \"\(workflow.name)\" {") && dot.hasSuffix("}"))
        for state in workflow.states { #expect(dot.contains("\"\(state.name)\"")) }
        for transition in workflow.transitions {
            #expect(dot.contains("\(transition.event) (\(transition.actor.rawValue))"))
        }
    }
}
