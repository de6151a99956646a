internal import Foundation

/// Why the module cannot answer; no case carries a key, a token, or a secret.
package enum IdentityError: Error, Equatable, Sendable {
    /// The pasted token is none, or no longer good.
    case token(TokenFault)

    /// A host, port or expiry that cannot be used.
    case input(InputFault)

    /// A request for a certificate that the authority does not grant.
    case request(RequestFault)

    /// A certificate or key of our own that does not serve.
    case credential(CredentialFault)

    /// A file or folder that is not there, not private, or not writable.
    case file(path: String, FileFault)
}

extension IdentityError {
    /// Who can put it right, and how.
    package enum Remedy: Sendable {
        /// Give the command other input.
        case correctInput

        /// Have the hub print a new invitation.
        case askForInvite

        /// Make the files private, restore them, or free the disk.
        case repairFiles
        case askOperator
        case reportBug
    }

    /// What to do about it; retries and exit codes switch on this.
    package var remedy: Remedy {
        switch self {
        case .token(.expired): .askForInvite
        case .token, .input: .correctInput
        case .request: .askOperator
        case .credential(.signingFailed): .reportBug
        case .credential(.notInForce): .askOperator
        case .credential, .file: .repairFiles
        }
    }
}

/// Each text says what is wrong and ends with what to do next.
extension IdentityError: CustomStringConvertible, LocalizedError {
    package var description: String {
        switch self {
        case .token(let fault): fault.description
        case .input(let fault): fault.description
        case .request(let fault): fault.description
        case .credential(let fault): fault.description
        case .file(let path, let fault): fault.description(of: path)
        }
    }

    package var errorDescription: String? { description }
}
