import Foundation
package import Logging
package import Merge
internal import Records
package import Replica
internal import Rulebook
internal import Store
import Sync
package import Wire

// The practice's own software is one more person at the desk. It says who it is, as a person does
// with --as; what it writes are deeds, decided and judged as a person's, and its questions are
// answered by the functions that the commands call. What a person reads on the screen it reads as
// fields; and where a person would look before typing, it names the basis of what it read.

/// Answers the practice's own software at a replica's desk.
package struct ServiceDesk: Sendable {
    typealias Request = Bridgework_V1_OfficeRequest
    typealias Reply = Bridgework_V1_OfficeReply

    let desk: Desk
    private let software: String
    private let logger: Logger

    /// - Parameter software: what the agent calls itself to its clients, with its version.
    package init(_ desk: Desk, software: String, logger: Logger) {
        self.desk = desk
        self.software = software
        self.logger = logger
    }

    /// Answers one call in one transaction, or says why it does not.
    ///
    /// - Parameter caller: whose token was shown; `nil` where none is asked for.
    /// - Throws: `CancellationError` once nobody waits for the answer; then nothing was written.
    package func answer(
        _ call: OfficeCall, of caller: RecordID? = nil
    ) throws -> OfficeAnswer {
        do {
            return OfficeAnswer(frame: try reply(to: call.frame, of: caller))
        } catch let error as CancellationError {
            throw error
        } catch {
            let problem = ServiceProblem(error)
            if problem.code == .failed {
                logger.error(
                    "a call of the practice's software failed",
                    metadata: ["error": "\(ErrorWords.of(error))"])
            }
            return OfficeAnswer(frame: problem.reply)
        }
    }

    private func reply(to request: Request, of caller: RecordID?) throws -> Reply {
        guard request.version == CallLimits.version else {
            throw ServiceProblem.version(request.version)
        }
        let client = try Given("client").text(request.client)
        guard request.reason.utf8.count <= CallLimits.reasonBytesMax else {
            throw ServiceProblem.tooMuch("reason", CallLimits.reasonBytesMax, "bytes")
        }
        let program = try actor(client)
        guard caller == nil || caller == program else { throw ServiceProblem.notItsToken }
        let who = Signature(program, request.reason)
        var reply = Reply()
        switch request.request {
        case nil: throw ServiceProblem.missing("request")
        case .hello: reply.hello = try welcome(who)
        case .find(let question): reply.records = try find(question)
        case .read(let question): reply.records = try read(question)
        case .write(let write): reply.written = try self.write(write, who)
        case .changes(let question): reply.changes = try changes(question)
        case .fee(let question): reply.fee = try fee(question)
        case .network(let question): reply.network = try network(question)
        case .estimate(let question): reply.estimate = try estimate(question)
        case .putSchedule(let bulk): reply.put = try put(bulk, who)
        case .putAppointments(let bulk): reply.put = try put(bulk, who)
        case .putRows(let bulk): reply.put = try put(bulk, who)
        }
        return reply
    }

    /// The user that a client acts as.
    ///
    /// Whoever opens the socket is the store's owner and could type as anybody: the role keeps a
    /// program from signing as a person, so that the history tells them apart.
    private func actor(_ login: String) throws -> RecordID {
        try desk.reading { lookup in
            guard let id = try lookup.actor(login: login), let user = lookup.record(id) else {
                throw DeedProblem.noSuchUser
            }
            guard user[User.roles, each: User.Roles.role].contains(User.serviceRole) else {
                throw ServiceProblem.notService
            }
            return id
        }
    }

    private func welcome(_ who: Signature) throws -> Bridgework_V1_HelloReply {
        var reply = Bridgework_V1_HelloReply()
        reply.versions = [CallLimits.version]
        reply.software = software
        reply.actor = Data(who.actor?.bytes ?? [])
        reply.replica = Data(desk.replica.bytes)
        if let office = desk.office {
            reply.office = Data(office.bytes)
            reply.officeCode = try desk.reading { $0.record(office)?.naturalKey } ?? ""
        }
        reply.today = try desk.today.description
        reply.levelAt = try desk.store.read { try $0.metaTime("last-level") }?.milliseconds ?? 0
        return reply
    }
}
