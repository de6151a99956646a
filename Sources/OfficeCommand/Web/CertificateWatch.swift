import Foundation
import Identity
import Logging
import Merge
import Replica
import ServiceLifecycle
import Sync
import WebDoor

/// Shows browsers the next certificate of a desk on the network as soon as it is there, and says in
/// the log when the one that is shown nears its end.
struct CertificateWatch: Sendable {
    /// What a look at the files came to.
    enum Sight: Equatable, Sendable {
        case same
        case renewed(until: Date)
        /// Another is there, and cannot be shown.
        case unusable(String)
    }

    static let pause = Duration.seconds(60)

    private var shown: WebCertificate
    private let names: [String]
    private let tls: DoorTLS
    private let current: @Sendable () throws -> WebCertificate

    /// - Parameters:
    ///   - names: for which a certificate has to speak.
    ///   - current: what the files hold now.
    init(
        showing shown: WebCertificate, for names: [String], _ tls: DoorTLS,
        current: @escaping @Sendable () throws -> WebCertificate
    ) {
        self.shown = shown
        self.names = names
        self.tls = tls
        self.current = current
    }

    /// Looks once, and shows what is new; what does not serve leaves the one before.
    mutating func look() -> Sight {
        do {
            let found = try current()
            guard found.chainPEM != shown.chainPEM || found.keyPEM != shown.keyPEM else {
                return .same
            }
            for name in names where !found.speaks(for: name) {
                throw WebCertificateFault.notFor(name)
            }
            try tls.show(chainPEM: found.chainPEM, keyPEM: found.keyPEM)
            shown = found
            return .renewed(until: found.notAfter)
        } catch {
            return .unusable(ErrorWords.of(error))
        }
    }

    /// Whole days until the one that is shown ends.
    func days(at now: Date) -> Int {
        Int((shown.notAfter.timeIntervalSince(now) / 86_400).rounded(.down))
    }
}

/// Looks every minute, for as long as the desk is open.
struct CertificateService: Service {
    let watch: CertificateWatch
    let logger: Logger
    /// Tells whoever opened the desk.
    let say: @Sendable (String) -> Void

    /// Two files are not written at once: what does not serve is told of when it stays so.
    private static let failuresMin = 3

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var watch = watch
            var (failures, daysTold) = (0, Int.max)
            while !Task.isCancelled {
                switch watch.look() {
                case .same: failures = 0
                case .renewed(let end):
                    failures = 0
                    say("browsers see the next certificate, until \(end.formatted(.iso8601))")
                case .unusable(let words):
                    failures += 1
                    guard failures == Self.failuresMin else { break }
                    logger.warning(
                        "the desk's certificate cannot be shown, the one before is",
                        metadata: ["error": "\(words)"])
                }
                let days = watch.days(at: SystemClock.now().date)
                if days < HealthLimits.deskCertificateDaysMin, days < daysTold {
                    logger.warning(
                        "the desk's certificate nears its end", metadata: ["days": "\(days)"])
                }
                daysTold = days
                do { try await Task.sleep(for: CertificateWatch.pause) } catch { return }
            }
        }
    }
}
