import Foundation
import Merge
import Testing

@testable import Identity

struct IdentityErrorTests {
    static let all: [IdentityError] = {
        let (now, later) = (SmallGroup.now, SmallGroup.now + 1)
        let faults: [IdentityError.FileFault] = [
            .open(mode: 0o640, wanted: 0o600), .foreignOwner(7), .symbolicLink, .hardLinks(2),
            .wrongKind, .missing, .alreadyExists, .tooLarge(bytes: 9), .notText,
            .system(.sync, code: EIO),
        ]
        let credentials: [IdentityError.CredentialFault] = [
            .unreadableCertificate, .unreadableKey, .keyMismatch, .rootNotSelfSigned,
            .rootNotAuthority, .rootKeyUnsupported, .rootWithoutGroup,
            .notInForce(from: now, until: later), .signingFailed,
        ]
        let tokens: [IdentityError.TokenFault] = [
            .unrecognised, .tooLong(characters: 5_000), .damaged(characters: 12), .malformed,
            .expired(at: now),
        ]
        let requests: [IdentityError.RequestFault] = [
            .unreadable(bytes: 3), .keyUnsupported, .notProven, .roleNotIssuable(.hub),
            .otherGroup,
        ]
        let inputs: [IdentityError.InputFault] = [
            .port(0), .expiry, .host(position: 0), .hostCount(0), .foreignHost(position: 0),
        ]
        return faults.map { .file(path: "/keys/replica.key", $0) }
            + credentials.map(IdentityError.credential) + tokens.map(IdentityError.token)
            + requests.map(IdentityError.request) + inputs.map(IdentityError.input)
    }()

    @Test(arguments: all)
    func `a description says what is wrong, then what to do`(error: IdentityError) {
        let text = error.description
        #expect(text.contains(". ") && !text.contains("\n"))
        #expect(text.hasSuffix(".") || text.hasSuffix("'"))
        #expect(error.localizedDescription == text)
    }

    @Test(arguments: TrustRefusal.allCases)
    func `a refusal says what is wrong, then what to do`(refusal: TrustRefusal) {
        #expect(refusal.description.contains(". ") && refusal.description.hasSuffix("."))
    }

    @Test func `each remedy has its errors`() {
        #expect(IdentityError.token(.expired(at: SmallGroup.now)).remedy == .askForInvite)
        #expect(IdentityError.token(.damaged(characters: 1)).remedy == .correctInput)
        #expect(IdentityError.input(.port(0)).remedy == .correctInput)
        #expect(IdentityError.request(.notProven).remedy == .askOperator)
        #expect(IdentityError.credential(.signingFailed).remedy == .reportBug)
        #expect(IdentityError.credential(.keyMismatch).remedy == .repairFiles)
        #expect(IdentityError.file(path: "x", .missing).remedy == .repairFiles)
    }

    @Test func `authorities and requests keep their keys to themselves`() throws {
        let group = try SmallGroup()
        var dumped = ""
        dump(group.authority, to: &dumped)
        dump(group.request, to: &dumped)
        dumped += "\(group.authority) \(group.request) \(String(reflecting: group.request))"
        #expect(!dumped.contains("PRIVATE") && !dumped.contains("PrivateKey"))
    }
}
