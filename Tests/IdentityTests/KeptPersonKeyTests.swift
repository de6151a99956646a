import Foundation
import Merge
import Testing

@testable import Identity

/// Files and lines that were made once, and must be read for as long as people have them.
struct KeptPersonKeyTests {
    /// The root of a group that was made for this test and is gone.
    private static let root = """
        MIICFDCCAbqgAwIBAgIQcBm0AoVv8LG9FeiUZaZQKzAKBggqhkjOPQQDAjA6MTgwNgYDVQQDDC9i\
        cmlkZ2V3b3JrIDAxYTIyZDBiLWFmMWMtNzE4Ni04Y2JlLTlmYzViYjRhMTk4ZjAeFw0yNjExMjkx\
        NTIxMTBaFw0zNjExMzAxNTIxMTBaMDoxODA2BgNVBAMML2JyaWRnZXdvcmsgMDFhMjJkMGItYWYx\
        Yy03MTg2LThjYmUtOWZjNWJiNGExOThmMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEuQOUP8NV\
        jtpKE4Zfu2R8oSDbXGQyrS6Tdmh/G5rWzY5t3Xd1PikGI/JzzqKozG5u2E9ivEkiVwVt6omx0WnA\
        S6OBoTCBnjASBgNVHRMBAf8ECDAGAQH/AgEAMA4GA1UdDwEB/wQEAwICBDA4BgNVHREEMTAvhi1z\
        cGlmZmU6Ly8wMWEyMmQwYi1hZjFjLTcxODYtOGNiZS05ZmM1YmI0YTE5OGYwHQYDVR0OBBYEFHyP\
        eUIHMeJLPY0gvJ5mgAQAQgjuMB8GA1UdIwQYMBaAFHyPeUIHMeJLPY0gvJ5mgAQAQgjuMAoGCCqG\
        SM49BAMCA0gAMEUCIQCWJX1e7zVxsn7O15Fpn2eUhuoOG794KWmzAcqUpSHwGAIgERCWHsYnw11s\
        mVsm2SiwIiPJ1E61GRo4HuW8hHpvEsk=
        """

    private static let invitation = """
        bwp1.AaItC7eUfgudSwt-ENXVlfpaYNmnQSz_WeFm34WHGm4AAAAAaw7l6mDiMxm2HRKJSLvz-SW\
        Ph-ywT66EftvaA9vfy34RIqQ2W1KkGXaAFMuJScwPF7e2z-kmPtFNkufYUdH6ngOHaac
        """

    /// Sealed under `another four plain words`.
    private static let key = """
        425750455253310a0f080310870b6dd47692cfbfcb0fb7365ce1afbea28082cf5757a5705854\
        e11458787401a22d0bb7947e0b9d4b0b7e10d5d59501a22d0bb69677b0be1a51669696ecf4fa\
        5a60d9a7412cff59e166df85871a6e02d6b631ee783ad14e1bedc707e1d18b032315bd500ada\
        68108fe38ce991e0d3120c2d6996923be0812646878856f4f25571b87d768e91b79a9ce65755\
        6851697bec72e2112ee656e3efd7cdfe867b8ad18d9d029b89c78253ab3a90c0
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
        #expect(sealed.label.invitation == invitation.number)
        let passphrase = try #require(Passphrase(typed: "another four plain words"))
        let key = try sealed.open(with: passphrase)
        #expect(key.publicKey == sealed.publicKey && sealed.text == Self.key + "\n")
    }
}
