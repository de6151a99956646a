internal import Foundation

// TLS holds a certificate against the clock of the machine that looks at it, and says no more than
// that it does not hold. A clock that is off by a day looks like a stranger on the line, and who is
// told to check the address never finds it. So both words name the clock, and what it reads.

extension WireError.CallFault {
    /// What to say of a certificate that does not hold here.
    static var untrustedAdvice: String {
        "the other side's certificate does not hold here: check this machine's clock, which reads "
            + "\(clock), and the address"
    }

    /// What to say where ours does not hold there.
    static var unauthenticatedAdvice: String {
        "the other side does not accept this certificate: check this machine's clock, which reads "
            + "\(clock), and the hub's; if both are right, join again"
    }

    private static var clock: String { Date().formatted(.iso8601) }
}
