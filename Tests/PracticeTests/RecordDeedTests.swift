import Merge
import Testing

@testable import Benefits
@testable import Participation
@testable import Practice
@testable import Records

/// Records created, edited, taken out of use and stepped on, by whatever they are called.
struct RecordDeedTests {
    private static func fields(_ texts: String...) throws -> [Assignment] {
        try texts.map { try Assignment(parsing: $0) }
    }

    @Test func `an office's new patient is at least its own`() throws {
        var practice = SmallPractice(offices: [7, 8])
        let create = CreateRecord(.patient, try Self.fields("family=Sample", "given=Ada"))
        let patient = try practice.perform(create, at: 7)
        let offices = practice.lookup.record(patient)?[
            Patient.offices, each: Patient.offices.office]
        #expect(offices == [RecordID(bits: 7)])
        let shared = CreateRecord(
            .patient, try Self.fields("family=Sample", "given=Bea", "offices+=O8"))
        let other = try practice.perform(shared, at: 7)
        #expect(
            practice.lookup.record(other)?[Patient.offices, each: Patient.offices.office] == [
                RecordID(bits: 8)
            ])
    }

    @Test func `a birth date to come is refused, new or edited`() throws {
        var practice = SmallPractice(offices: [7])
        let fields = try Self.fields("family=Sample", "given=Ada", "birthDate=2026-11-24")
        #expect(throws: EditProblem.self) {
            try practice.perform(CreateRecord(.patient, fields), at: 7)
        }
        practice.today = practice.today.advanced(by: 1)
        let patient = try practice.perform(CreateRecord(.patient, fields), at: 7)
        #expect(throws: EditProblem.self) {
            try practice.perform(
                EditRecord(
                    .patient, patient.description, try Self.fields("birthDate=2026-11-25")))
        }
    }

    /// Of an id an office is told the same, whether the record is nowhere, another's or of another
    /// type.
    @Test(arguments: ["guarantor", "coverage"])
    func `a reference is to a record of its type that is held here`(field: String) throws {
        var practice = SmallPractice(offices: [7])
        let names = try Self.fields("family=Sample", "given=Ada")
        let patient = try practice.perform(CreateRecord(.patient, names), at: 7)
        let isCoverage = field == "coverage"
        for id in [RecordID(bits: 0xFACE), RecordID(bits: 7)] {
            let create =
                isCoverage
                ? CreateRecord(.coverage, try Self.fields("patient=\(id)", "memberId=A1"))
                : CreateRecord(.patient, names + (try Self.fields("guarantor=\(id)")))
            #expect {
                try practice.perform(create, at: 7)
            } throws: { error in
                "\(error)".contains("that is held here")
            }
        }
        #expect(throws: Never.self) {
            try FieldParser(resolve: practice.lookup.resolve).scalar(
                "\(patient)", as: .reference("patient"))
        }
    }

    @Test func `an edit that changes nothing writes nothing and says so`() throws {
        var practice = SmallPractice(offices: [7])
        #expect(throws: DeedProblem.nothingToDo) {
            try practice.perform(EditRecord(.office, "O7", try Self.fields("code=O7")))
        }
        try practice.perform(EditRecord(.office, "o7", try Self.fields("name=Mill Street")))
        #expect(practice.lookup.record(RecordID(bits: 7))?[Office.name] == "Mill Street")
    }

    @Test func `a record goes by its code, its id or four digits of its end`() throws {
        var practice = SmallPractice()
        practice.put(.office, 0xAB_CDEF, [("code", [.text("K1")])])
        practice.put(.office, 0x12_CDEF, [("code", [.text("K2")])])
        let id = RecordID(bits: 0xAB_CDEF)
        for name in ["k1", id.description, "abcdef", "ABCDEF"] {
            #expect(try practice.lookup.find(.office, name) == id)
        }
        #expect(throws: DeedProblem.noSuchRecord(type: "office")) {
            try practice.lookup.find(.office, "def")
        }
        #expect(throws: DeedProblem.noSuchRecord(type: "payor")) {
            try practice.lookup.find(.payor, id.description)
        }
        #expect(throws: DeedProblem.self) { try practice.lookup.find(.office, "cdef") }
    }

    @Test func `a user who is disabled signs nothing`() throws {
        var practice = SmallPractice()
        practice.put(.user, 0xB0, [("login", [.text("kim")])])
        #expect(try practice.lookup.actor(login: "Kim") == RecordID(bits: 0xB0))
        #expect(try practice.lookup.actor(login: nil) == nil)
        #expect(throws: DeedProblem.noSuchUser) { try practice.lookup.actor(login: "lee") }
        try practice.perform(EditRecord(.user, "kim", try Self.fields("isDisabled=true")))
        #expect(throws: DeedProblem.disabledUser) { try practice.lookup.actor(login: "kim") }
    }

    @Test func `a step is logged with its facts, and one that is not there is not annulled`() throws
    {
        var practice = SmallPractice(contracts: [1])
        var step = LogStep(.payorContract, "C1", "requestTermination")
        step.facts = try Self.fields("effectiveOn=2027-03-31")
        step.comment = "fees"
        try practice.perform(step)
        let contract = { practice.lookup.record(RecordID(bits: 1)) }
        let standing = Workflow.contract.standing(of: try #require(contract()))
        #expect(standing.state == "terminationRequested")
        step.facts = try Self.fields("colour=red")
        #expect(throws: WorkflowProblem.self) { try practice.perform(step) }
        #expect(throws: WorkflowProblem.noSuchStep) {
            try practice.perform(RetractStep(.payorContract, "C1", "ffff"), reason: "mistyped")
        }
        #expect(throws: DeedProblem.noWorkflow(type: "office")) {
            try practice.perform(LogStep(.office, "O7", "open"))
        }
    }

    @Test func `one deed writes so much and no more`() throws {
        var list = WriteList()
        let write = Write(Office.code, RecordID(bits: 1), "K1")
        try list.add(Array(repeating: write, count: WriteList.writesMax))
        #expect(throws: DeedProblem.tooLarge(limit: WriteList.writesMax)) {
            try list.add(write)
        }
    }

    @Test func `a payor that an office made is adopted by the centre, once`() throws {
        var practice = SmallPractice(offices: [7])
        practice.put(
            .payor, 0xA1,
            [("name", [.text("Valley")]), ("provisionalOffice", [.id(7)])])
        let name = RecordID(bits: 0xA1).description
        #expect(throws: DeedProblem.notCentral) {
            try practice.perform(AdoptRecord(.payor, name, as: nil, code: "V1"), at: 7)
        }
        #expect(throws: SettlementProblem.itself) {
            try practice.perform(AdoptRecord(.payor, name, as: name, code: nil))
        }
        try practice.perform(AdoptRecord(.payor, name, as: nil, code: "V1"))
        let payor = try #require(practice.lookup.record(RecordID(bits: 0xA1)))
        #expect(payor[Payor.code] == "V1")
        #expect(payor[Payor.provisionalOffice] == nil)
        #expect(throws: ContractProblem.notProvisional) {
            try practice.perform(AdoptRecord(.payor, name, as: nil, code: "V2"))
        }
    }
}
