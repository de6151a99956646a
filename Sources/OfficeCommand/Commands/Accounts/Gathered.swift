import Sync
import Synchronization

/// The pieces of an answer as they come.
final class Gathered: Sendable {
    private let taken = Mutex<[InquiryAnswer]>([])

    func take(_ answer: InquiryAnswer) {
        taken.withLock { $0.append(answer) }
    }

    var answers: [InquiryAnswer] { taken.withLock { $0 } }
}
