import Foundation
import Merge
import Testing

@testable import Identity

/// Files and lines that were made once, and must be read for as long as people have them.
struct KeptPersonKeyTests {
    /// The root of a group that was made for this test and is gone.
    private static let root = """
        MIICEzCCAbqgAwIBAgIQTZXlyIOA+IuAyxa+t5oAnzAKBggqhkjOPQQDAjA6MTgwNgYDVQQDDC9i\
        cmlkZ2V3b3JrIDAxYTIyOWYxLTI4MDAtNzBkMS1iYjAzLWYzZjdjNDYzZjEyZjAeFw0yNjExMjkx\
        NzUxMjdaFw0zNjExMzAxNzUxMjdaMDoxODA2BgNVBAMML2JyaWRnZXdvcmsgMDFhMjI5ZjEtMjgw\
        MC03MGQxLWJiMDMtZjNmN2M0NjNmMTJmMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEqSLjbDLR\
        gXkOrBm5TSUFwTDBXVavi3KP6U1/hbyFrGprWyh478qhJPuorEVSqJ9nWNNCksKPLIV5W/F4woVc\
        faOBoTCBnjASBgNVHRMBAf8ECDAGAQH/AgEAMA4GA1UdDwEB/wQEAwICBDA4BgNVHREEMTAvhi1z\
        cGlmZmU6Ly8wMWEyMjlmMS0yODAwLTcwZDEtYmIwMy1mM2Y3YzQ2M2YxMmYwHQYDVR0OBBYEFJ1R\
        mHFTskjAH2eeEWFsxUjI5b4sMB8GA1UdIwQYMBaAFJ1RmHFTskjAH2eeEWFsxUjI5b4sMAoGCCqG\
        SM49BAMCA0cAMEQCIChY5h7rtmnoVXZHvpnynH7/+xAziqwp5ZO518+o+GNhAiA3icE1cQ1/Jir7\
        3NwH+IlXruy9U/WeD9bwFHXhL33iiw==
        """

    private static let invitation = """
        bwp1.AaIp8SgAdsu5ZxSJP-IwbQGiKfEoAH0ajdhh4qoLRpziCuZwDcm8tUSDzNtJc45YAAAAAGs\
        PCR-M_Z4hLpAkr_mn-AcImqns6Q-0WS16NfJlA3i4ZnMxwuqS8jp98jin33SqhQovtkorN1CVitE\
        QunvZH4i9OQx9
        """

    /// Sealed under `another four plain words`.
    private static let key = """
        425750455253310a0f080340032c28faabbbb93eb3137a79a746da128417f3253fada057c554\
        006c767c4e01a229f1280076cbb96714893fe2306d01a229f128007d1a8dd861e2aa0b469ce2\
        0ae6700dc9bcb54483ccdb49738e580270da9abfd3b9eb3a7749df71091f8d7c6d456c4d9584\
        bdb58b961f08fa352f372429704f30a562daeebcd337a0fce7c41b7777afa1c2c88f1af2ecf7\
        f25ce7e643973c36c2479b505ef55af7140a281fecda662747149a0fbcd76d44
        """

    @Test func `an invitation of then is one now`() throws {
        let der = try #require(Data(base64Encoded: Self.root))
        let root = try RootCertificate(der: Array(der))
        let invitation = try #require(PersonInvitation(text: Self.invitation))
        #expect(invitation.isSigned(by: root) && invitation.text == Self.invitation)
    }

    @Test func `a key's file of then opens now, and is the invitation's`() throws {
        let sealed = try SealedPersonKey(text: Self.key)
        let invitation = try #require(PersonInvitation(text: Self.invitation))
        #expect(sealed.label.user == invitation.user)
        #expect(sealed.label.machine == invitation.machine)
        #expect(sealed.label.invitation == invitation.number)
        let passphrase = try #require(Passphrase(typed: "another four plain words"))
        let key = try sealed.open(with: passphrase)
        #expect(key.publicKey == sealed.publicKey && sealed.text == Self.key + "\n")
    }
}
