package import Foundation

extension IdentityError {
    /// What is wrong with a token, short of what only the hub can know.
    package enum TokenFault: Equatable, Sendable, CustomStringConvertible {
        /// It does not begin like one.
        case unrecognised
        case tooLong(characters: Int)

        /// Its checksum does not fit: cut short or mistyped.
        case damaged(characters: Int)

        /// Its checksum fits but its content makes no sense.
        case malformed
        case expired(at: Date)

        package var description: String {
            switch self {
            case .unrecognised:
                "This is not a Bridgework token. Paste the whole line that begins with 'bw1.'."
            case .tooLong(let count):
                "The token has \(count) characters, too many. Paste one token only."
            case .damaged(let count):
                """
                The token is cut short or mistyped (\(count) characters). \
                Copy the whole line again.
                """
            case .malformed:
                "The token was made by another version. Update, or ask for a new invite."
            case .expired(let date):
                """
                The token expired at \(date.formatted(.iso8601)). \
                Ask for a new one ('bridgework-hub invite').
                """
            }
        }
    }
}
