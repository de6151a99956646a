import Testing

@testable import Practice
@testable import Records

/// The rows of the workflows as the domain states them, written down a second time.
struct WorkflowRowsTests {
    /// `event > state after < states before`; `=` stays where it is.
    ///
    /// A step with `~` is not offered there; a log takes it, because its writer read a later state
    /// over the one it holds.
    private static let rows = """
        onboarding:
          start > collecting < draft
          abandon > abandoned < draft collecting ready fannedOut partiallyEffective
        enrollment:
          prepare > preparing < notStarted
          recorded > effective < notStarted preparing submitted deficient inReview \
            approvedAwaitingLoad
          withdraw > withdrawn < notStarted preparing submitted deficient inReview \
            approvedAwaitingLoad effective recredentialing ending
          submit > submitted < preparing
          ack > inReview < submitted
          deficiency > deficient < submitted inReview
          resubmit > inReview < deficient
          credentialingApproved > approvedAwaitingLoad < inReview
          denied > denied < inReview
          loaded > effective < approvedAwaitingLoad
          directoryWrong > = < effective recredentialing ending
          correctEffective > = < effective recredentialing ending
          retroGranted > = < effective recredentialing ending
          termNotice > ending < effective recredentialing
          recredentialDue > recredentialing < effective
          recredentialApproved > effective < recredentialing
          lapse > lapsed < recredentialing
          reopen > preparing < ending ended lapsed withdrawn denied
        move:
          plan > planned < draft
          dateSlip > = < planned noticesPrepared notified partiallyConfirmed confirmed
          cancel > cancelled < draft planned noticesPrepared notified partiallyConfirmed
          verifyDirectory > closed < confirmed
          verifyDirectory ~ closed < planned noticesPrepared notified partiallyConfirmed
        notice:
          prepare > prepared < draft
          send > sent < draft prepared rejected
          cancel > cancelled < draft prepared sent acknowledged rejected
          ack > acknowledged < sent
          confirm > confirmed < sent acknowledged
          reject > rejected < sent acknowledged
        contract:
          draft > = < draft
          offer > offered < draft
          makeExecutable > executable < draft offered
          execute > executed < draft offered executable
          cancel > cancelled < draft offered executable
          reject > rejected < offered executable
          execute > = < executed
          amend > amended < executed renewed
          renew > renewed < executed amended
          requestTermination > terminationRequested < executed amended renewed disputed
          noticeTermination > terminating < executed amended renewed terminationRequested disputed
          terminate > terminated < executed amended renewed terminationRequested disputed \
            terminating
          dispute > disputed < executed amended renewed
          amend > = < amended
          renew > = < renewed
          withdrawTermination > executed < terminationRequested terminating
          settle > executed < disputed
        negotiation:
          due > due < idle
          open > preparing < idle due
          missedWindow > = < idle due preparing awaitingPayor offerReview accepted implementing \
            disputed
          close > closed < idle due preparing awaitingPayor offerReview disputed
          requestSent > awaitingPayor < preparing
          inquiry > = < awaitingPayor
          offer > offerReview < awaitingPayor
          refuse > refused < awaitingPayor
          counter > awaitingPayor < offerReview
          accept > accepted < offerReview
          amendmentSigned > implementing < accepted
          firstEobMatches > verified < implementing disputed
          eobMismatch > disputed < implementing
        fee-draft:
          submit > inReview < draft
          withdraw > withdrawn < draft inReview approved
          approve > approved < inReview
          reject > draft < inReview
        fee-receipt:
          received > received < awaited
          staged > staged < received
          appliedInPms > appliedInPms < received staged appliedToReplica rejected
          rejected > rejected < received staged appliedToReplica appliedInPms
          appliedToReplica > appliedToReplica < staged
        credential:
          draft > = < pendingVerification
          submitted > = < pendingVerification
          verified > active < pendingVerification
          suspended > suspended < pendingVerification active renewalSubmitted
          revoked > revoked < pendingVerification active renewalSubmitted suspended
          superseded > superseded < pendingVerification active renewalSubmitted
          verified > = < active
          renewalSubmitted > renewalSubmitted < active
          renewed > = < active
          reinstated > = < active
          renewed > active < renewalSubmitted
          reinstated > active < renewalSubmitted suspended revoked
        coverage:
          enter > = < unverified
          verifyActive > active < unverified unknown inactive terminated
          verifyInactive > inactive < unverified active unknown terminated
          markUnknown > unknown < unverified active inactive terminated
          terminate > terminated < unverified active unknown inactive
          verifyActive > = < active
          markUnknown > = < unknown
          verifyInactive > = < inactive
          terminate > = < terminated
        verification:
          need > = < needed
          claimWork > assigned < needed
          begin > inProgress < needed assigned
          completeActive > verifiedActive < needed assigned inProgress
          completeInactive > verifiedInactive < needed assigned inProgress
          cannot > unable < needed assigned inProgress
          claimWork > = < assigned
          need > needed < verifiedActive verifiedInactive unable stale
        authorization:
          require > = < required
          require > required < notRequired withdrawn
          waive > notRequired < required preparing
          prepare > preparing < required
          submit > submitted < required preparing
          ack > = < submitted
          requestInfo > pended < submitted infoSent
          sendInfo > infoSent < pended
          approve > approved < submitted pended infoSent partlyApproved denied
          approve > = < approved
          approvePartly > partlyApproved < submitted pended infoSent approved denied
          approvePartly > = < partlyApproved
          deny > denied < submitted pended infoSent approved partlyApproved
          withdraw > withdrawn < submitted pended infoSent required preparing approved \
            partlyApproved
        claim:
          check > checked < draft held
          hold > held < draft checked
          send > sent < draft checked held
          accept > acknowledged < sent
          accept > = < acknowledged pending
          reject > rejected < sent acknowledged pending
          contact > pending < sent acknowledged followUp infoRequested
          contact > = < pending
          requestInfo > infoRequested < sent acknowledged followUp pending
          toFix > toFix < denied partiallyPaid rejected
          toFix ~ toFix < sent acknowledged pending infoRequested
          toAppeal > toAppeal < denied partiallyPaid
          toAppeal ~ toAppeal < sent acknowledged pending infoRequested
          resubmit > sent < toFix rejected
          appeal > appealed < denied partiallyPaid toAppeal
          appeal ~ appealed < sent acknowledged pending infoRequested
          uphold > appealLost < appealed
          overturn > appealWon < appealed
          overturnPartly > toAppeal < appealed
          close > closedPaid < paid partiallyPaid
          close ~ closedPaid < sent acknowledged pending infoRequested
          writeOff > closedWrittenOff < held rejected denied partiallyPaid toFix toAppeal
          writeOff ~ closedWrittenOff < sent acknowledged pending infoRequested
          billPatient > closedPatient < held rejected denied partiallyPaid toFix toAppeal
          billPatient ~ closedPatient < sent acknowledged pending infoRequested
        appeal:
          prepare > = < preparing
          file > filed < preparing
          ack > = < filed
          uphold > upheld < filed
          overturn > overturned < filed
          overturnPartly > partlyOverturned < filed
          withdraw > withdrawn < preparing filed
        connection:
          request > requested < notEnrolled rejected
          test > testing < requested suspended
          activate > live < requested testing suspended
          reject > rejected < requested testing
          suspend > suspended < live
          end > ended < notEnrolled requested testing live rejected suspended
          reopen > notEnrolled < ended
        task:
          open > = < open
          start > doing < open waiting
          wait > waiting < open doing
          done > done < open doing waiting
          cancel > cancelled < open doing waiting
          reopen > open < done cancelled
        proposal:
          open > = < open
          needsEvidence > needsEvidence < open
          accepted > accepted < open needsEvidence
          rejected > rejected < open needsEvidence
          superseded > superseded < open needsEvidence
          withdrawn > withdrawn < open needsEvidence
          open > open < needsEvidence
        custody:
          accepted > accepted < open
          rejected > rejected < open
        quarantine:
          retried > retried < open
          amended > amended < open
          dropped > dropped < open
        conflict:
          assign > assigned < open deferred
          defer > deferred < open assigned
          resolve > resolved < open assigned deferred
          assign > = < assigned
          defer > = < deferred
          reopen > open < resolved
        """

    /// Where each event leads from each state, by workflow; what is not here is refused.
    private static let table: [String: [Pair: Row]] = {
        var table: [String: [Pair: Row]] = [:]
        var name = ""
        for row in rows.split(separator: "\n") {
            let words = row.split(separator: " ").map(String.init)
            guard words.count > 4 else {
                name = String(words[0].dropLast())
                continue
            }
            for state in words[4...] {
                let pair = Pair(state: state, event: words[0])
                let isTwice = table[name]?[pair] != nil
                #expect(!isTwice, "\(name): \(pair) stands twice")
                table[name, default: [:]][pair] = Row(
                    to: words[2] == "=" ? state : words[2], isOffered: words[1] == ">")
            }
        }
        return table
    }()

    private struct Row {
        let to: String
        let isOffered: Bool
    }

    private struct Pair: Hashable {
        let state: String
        let event: String
    }

    @Test(arguments: Workflow.all)
    func `every event leads from every state where the domain says, or nowhere`(
        workflow: Workflow
    ) throws {
        let expected = try #require(Self.table[workflow.name])
        let states = Set(workflow.states.map(\.name)).union(expected.keys.map(\.state))
        let events = Set(workflow.transitions.map(\.event)).union(expected.keys.map(\.event))
        for state in states {
            let legal = events.filter {
                expected[Pair(state: state, event: $0)]?.isOffered == true
            }
            #expect(Set(workflow.legalSteps(in: state)) == legal, "\(workflow.name) \(state)")
            for event in events {
                let found = workflow.target(of: event, from: state)
                #expect(
                    found == expected[Pair(state: state, event: event)]?.to,
                    "\(workflow.name): \(event) in \(state)")
            }
        }
    }

    @Test(arguments: Workflow.all)
    func `a logged step moves its record as the rows say, and what is not there is refused`(
        workflow: Workflow
    ) throws {
        let expected = try #require(Self.table[workflow.name])
        for state in workflow.states.map(\.name) {
            guard let log = StepLog.reaching(state, in: workflow) else { continue }
            for event in Set(expected.keys.map(\.event)) {
                guard let target = expected[Pair(state: state, event: event)]?.to else {
                    #expect(throws: WorkflowProblem.self, "\(event) in \(state)") {
                        try workflow.write(
                            StepDraft(event), record: World.record, after: log.standing)
                    }
                    continue
                }
                var next = log
                next.log(event)
                #expect(next.standing.state == target && next.standing.illegal.isEmpty)
            }
        }
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
