import Merge
import Testing

@testable import Benefits
@testable import Practice
@testable import Records
@testable import Tables

/// The rules that every record type keeps, whoever adds the next field.
struct PracticeSchemaTests {
    private let schema = PracticeSchema.current

    @Test func `every type name is unique and a lower case SQL name`() {
        #expect(Set(schema.types.map(\.name)).count == schema.types.count)
        for type in schema.types {
            #expect(type.name.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x5F })
            #expect(!type.summary.isEmpty)
        }
    }

    @Test func `every record type of the first build is there`() {
        let expected = """
            organization office user practitioner practitioner_private location_assignment \
            credential malpractice_policy caqh_profile verification sanction_check exclusion \
            document payor \
            network network_access payor_contract contract_location requirement_template \
            onboarding_run move_run enrollment payor_notice gap_decision negotiation \
            schedule_block \
            fee_schedule fee_assignment fee_draft fee_schedule_version fee_receipt insurance_plan \
            code_group code_set_release code_map patient guarantor coverage benefit_usage \
            benefit_verification estimate coverage_summary access_request contact_log task volume \
            proposal custody quarantine conflict_note settlement remittance claim_payment claim \
            appointment authorization appeal waiting_answer receivable payor_connection
            """
        #expect(
            Set(schema.types.map(\.name)) == Set(expected.split(separator: " ").map(String.init)))
    }

    @Test func `column and attribute names are unique, and no field goes by another unit's name`() {
        for type in schema.types {
            let columns = ["id"] + type.columns.map { $0.name.lowercased() }
            #expect(Set(columns).count == columns.count, "\(type.name)")
            let names = type.attributes.map(\.name)
            #expect(Set(names).count == names.count, "\(type.name)")
            for column in type.columns where column.name != type.attributes[column.attribute].name {
                #expect(!names.contains(column.name), "\(type.name).\(column.name)")
            }
        }
    }

    @Test func `column names are identifiers and no SQL keywords`() {
        for column in schema.types.flatMap(\.columns) {
            #expect(NameTable.isName(column.name))
            #expect(!SQLKeywords.all.contains(column.name.uppercased()), "\(column.name)")
        }
    }

    @Test func `references name a type of the schema or any`() {
        let known = Set(schema.types.map(\.name) + [AnyRecord.typeName])
        for field in allFields {
            guard case .reference(let target) = field.kind else { continue }
            #expect(known.contains(target), "\(field.name)")
        }
    }

    @Test func `what rules below know of a type by its name is what the type declares`() {
        #expect(Settlement.linkedType == RecordType.patient.name)
        #expect("\(AnyRecord.links.attribute)" == "\(Patient.links.attribute)")
        #expect("\(AnyRecord.Links.kind.declared)" == "\(Patient.Links.kind.declared)")
        let plan = SettlementProblem.replacedByHand(type: RecordType.insurancePlan.name)
        #expect(plan.description.contains("--plan CODE"))
        #expect(RecordType.coverage.name == "coverage")
        #expect(RecordType.coverage.column(AnyRecord.patient.name) != nil)
        #expect(RecordType.coverage.column(AnyRecord.insurancePlan.name) != nil)
    }

    @Test func `formats are ones that the validators know`() {
        for field in allFields {
            guard case .formatted(let format) = field.kind else { continue }
            #expect(TextFormat(rawValue: format) != nil, "\(field.name)")
        }
    }

    @Test func `visibility, writers and natural keys name fields of the right shape`() {
        for type in schema.types {
            switch type.visibility {
            case .office(let field), .parent(let field), .optionalParent(let field),
                .groupUnlessProvisional(let field):
                #expect(isReference(field, of: type), "\(type.name)")
            case .parents(let fields):
                #expect(fields.allSatisfy { isReference($0, of: type) }, "\(type.name)")
            case .offices(let set, let readers):
                for set in [set] + [readers].compactMap(\.self) {
                    #expect(type[set]?.key.map(\.kind) == [.reference("office")], "\(type.name)")
                }
            case .group, .central, .credentialing, .clinical: break
            }
            for case .office(let field)? in type.attributes.map(\.writers) + [type.writers] {
                let isItself = type.name == "office" && field == "id"
                #expect(isItself || isReference(field, of: type), "\(type.name)")
            }
            if let key = type.naturalKey { #expect(type.column(key)?.field != nil) }
        }
    }

    @Test func `units stay within the limits of merge`() {
        for attribute in schema.types.flatMap(\.attributes) {
            #expect(attribute.fields.count <= 16)
            #expect(attribute.name.utf8.count <= 24)
        }
    }

    @Test(arguments: [
        ("office", "code"), ("payor_contract", "code"), ("fee_schedule", "code"),
        ("payor", "code"), ("insurance_plan", "code"), ("practitioner", "npi"), ("user", "login"),
    ])
    func `what people name by a code has it as natural key`(type: String, key: String) {
        #expect(schema[type]?.naturalKey == key)
    }

    @Test func `a member id, its subscriber and the suffix are one blocking unit`() {
        let identity = RecordType.coverage["identity"]
        #expect(identity?.policy == .blocking)
        #expect(
            identity?.fields.map(\.name) == [
                "memberId", "subscriberFamily", "subscriberGiven", "subscriberBirthDate",
                "relationship", "dependentSuffix",
            ])
        #expect(RecordType.coverage["term"]?.policy == .blocking)
    }

    private var allFields: [Field] {
        schema.types.flatMap(\.attributes).flatMap { $0.key + $0.fields }
    }

    private func isReference(_ field: String, of type: RecordType) -> Bool {
        guard let column = type.column(field), column.field != nil else { return false }
        if case .reference = column.kind { return true }
        return false
    }
}
