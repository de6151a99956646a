import Merge
import Testing

@testable import Participation
@testable import Records

/// Which offices a doctor's credentials are kept with.
struct CredentialReactionTests {
    private static let licence = RecordID(bits: 0xC1)

    private static func licensed() -> SmallPractice {
        var practice = SmallPractice(offices: [7, 8], contracts: [])
        practice.change([
            Write(
                Credential.subject, licence,
                [
                    Credential.practitioner(RecordID(bits: SmallPractice.doctor)),
                    Credential.kind("licence"),
                ])
        ])
        return practice
    }

    private static func readers(_ practice: SmallPractice) -> [UInt128] {
        practice.lookup.record(licence)?[Credential.readers, each: Credential.Readers.reader]
            .map(\.bits).sorted() ?? []
    }

    @Test func `a credential that names no office goes where its doctor works`() {
        var practice = Self.licensed()
        #expect(Self.readers(practice) == [])
        practice.assign(to: 7)
        #expect(Self.readers(practice) == [7])
        practice.assign(to: 8)
        #expect(Self.readers(practice) == [7, 8])
        #expect(practice.lookup.record(Self.licence)?[Credential.offices].isEmpty == true)
    }

    @Test func `a credential entered later is with every office of its doctor`() {
        var practice = SmallPractice(offices: [7, 8], contracts: [])
        practice.assign(to: 7)
        practice.assign(to: 8)
        practice.change([
            Write(
                Credential.subject, Self.licence,
                [
                    Credential.practitioner(RecordID(bits: SmallPractice.doctor)),
                    Credential.kind("dea"),
                ])
        ])
        #expect(Self.readers(practice) == [7, 8])
    }

    @Test func `an assignment entered in error takes the credential away again`() {
        var practice = Self.licensed()
        practice.assign(to: 7)
        practice.assign(to: 8)
        for view in practice.lookup.records(.locationAssignment)
        where view[LocationAssignment.office]?.bits == 8 {
            practice.change([
                Write(
                    .locationAssignment, view.id, named: Attribute.lifecycle.name,
                    [AnyRecord.lifecycle("entered-in-error")])
            ])
        }
        #expect(Self.readers(practice) == [7])
    }
}
