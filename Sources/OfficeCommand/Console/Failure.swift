import ArgumentParser
import Identity
import Merge
internal import Records
import Replica
import Rulebook
package import Store
import Sync
import Wire

/// What an error means to whoever typed the command: a sentence and an exit code.
package struct Failure: Equatable, Sendable {
    package static let refused: Int32 = 1
    package static let misuse: Int32 = 2
    package static let tryAgain: Int32 = 3

    package let message: String
    package let exitCode: Int32

    /// - Parameter kind: whose store the command works on: the same fault asks for another remedy
    ///   at a hub.
    package init(_ error: any Error, at kind: StoreKind = .replica) {
        switch error {
        case let error as StoreError:
            self.init(error.words(at: kind), error.remedy == .retry)
        case let error as WireError:
            self.init("\(error)", error.remedy == .retry)
        case let error as SyncError:
            if case .refused(let refusal) = error {
                self.init("\(error)", refusal.mayPass)
            } else {
                self.init("\(error)", false)
            }
        case let refusal as SyncRefusal: self.init(refusal.advice, refusal.mayPass)
        case let refusal as InquiryRefusal: self.init(refusal.advice, refusal.mayPass)
        case let refusal as RegistrationRefusal: self.init(refusal.advice, refusal == .tryLater)
        case let error as ReplicaError: self.init("\(error)", error == .hubEndedExchange)
        case let error as StoreHeld: self.init("\(error)", error.mayTryAgain)
        case is CancellationError: self.init("interrupted: nothing was half done", true)
        case let error as EditProblem: self.init("\(error)", false)
        case let error as DeskError: self.init("\(error)", false)
        case let error as WriteRefusal: self.init("\(error)", false)
        case let error as NoIDSecret: self.init("\(error)", true)
        case let error as IdentityError: self.init("\(error)", false)
        default: self.init(ErrorWords.of(error), false)
        }
    }

    private init(_ message: String, _ mayTryAgain: Bool) {
        self.message = message
        self.exitCode = mayTryAgain ? Failure.tryAgain : Failure.refused
    }
}
