import Foundation
import Merge
import Practice
import Tables
import Testing

/// Real public files beside the repository; where they are absent, a word is printed.
struct ImportRealFilesTests {
    private static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "shared/data")

    private static func bytes(_ name: String) -> [UInt8]? {
        guard let data = try? Data(contentsOf: folder.appending(path: name)) else {
            print("skipped: \(name) is not beside the repository")
            return nil
        }
        return Array(data)
    }

    private static func officesOfEight() -> ImportMemory {
        var store = ImportMemory()
        let rows = (1...8).map { "O\($0),Office \($0),900000001,Synthetic Dental Group" }
        store.take(
            .offices, "office_code,name,tin,legal_name\n" + rows.joined(separator: "\n"))
        return store
    }

    private static func spread(_ store: ImportMemory) -> ImportContext {
        let offices = (1...8).compactMap { store.lookup.named("office", "O\($0)") }
        return .central(today: ImportMemory.today, spread: offices, secret: .test)
    }

    @Test func `the dentists of the national file go in once`() throws {
        guard let bytes = Self.bytes("nppes_dentists_ct_ma_ri_20181204.csv") else { return }
        var store = ImportMemory()
        let first = store.take(.doctors, bytes: bytes)
        #expect(first.report == [])
        #expect(first.counts.description == "116 created, 0 edited, 0 the same, 0 skipped, 0 bad")
        #expect(store.count("practitioner") == 116)
        let second = store.plan(.doctors, bytes: bytes)
        #expect(second.counts.same == 116)
        #expect(second.writes() == [])
        let licences = store.take(.credentials, bytes: bytes)
        print("NPPES licences: \(licences.counts)")
        #expect(licences.fileProblems == [])
        #expect(store.plan(.credentials, bytes: bytes).counts.created == 0)
        let excluded = try #require(Self.bytes("oig_leie_dental_npis.csv"))
        #expect(store.plan(.exclusions, bytes: excluded).counts.bad == 0)
        print("LEIE: \(store.plan(.exclusions, bytes: excluded).counts)")
    }

    @Test func `the registry agrees with what was imported from it`() throws {
        let name = "nppes_dentists_ct_ma_ri_20181204.csv"
        guard let bytes = Self.bytes(name),
            let locations = Self.bytes("nppes_secondary_locations_part.csv")
        else { return }
        var store = ImportMemory()
        store.take(.doctors, bytes: bytes)
        store.take(.credentials, bytes: bytes)
        let lookup = store.records
        let npis = RegistryComparison.npis(lookup)
        #expect(npis.count == 116)
        var file = NationalFile(of: npis)
        var pieces = CSVPieces()
        for start in stride(from: 0, to: bytes.count, by: 4_096) {
            let chunk = bytes[start..<min(start + 4_096, bytes.count)]
            for piece in try pieces.add(chunk) { try file.read(providers: piece) }
        }
        for piece in try pieces.rest() { try file.read(providers: piece) }
        try file.read(locations: .init(bytes: locations[...]))
        #expect(file.badProviderLines.isEmpty && file.badLocationLines.isEmpty)
        #expect(file.lacking == [.replaced: ["Replacement NPI"]])
        #expect(file.providers.count == 116)
        let found = RegistryComparison(lookup, file, today: ImportMemory.today)
            .differences(isWhole: true)
        #expect(found.isEmpty, "\(found.map(\.topic.rawValue))")
    }

    @Test func `synthetic claims go in once, each matched to its patient and coverage`() throws {
        guard let patients = Self.bytes("dbt_synthea/patients.csv"),
            let payers = Self.bytes("dbt_synthea/payers.csv"),
            let transitions = Self.bytes("dbt_synthea/payer_transitions.csv"),
            let claims = Self.bytes("dbt_synthea/claims.csv")
        else { return }
        var store = Self.officesOfEight()
        let context = Self.spread(store)
        store.take(.patients, bytes: patients, context: context)
        store.take(.payors, bytes: payers, context: context)
        store.take(.coverage, bytes: transitions, context: context)
        let taken = store.take(.claims, bytes: claims, context: context)
        print("dbt_synthea claims: \(taken.counts)")
        #expect(taken.report == [])
        #expect(taken.counts.skipped == 216)
        #expect(store.count("claim") == taken.counts.created)
        let ids = store.types.filter { $0.value == "claim" }.keys
        #expect(ids.allSatisfy { !store.text($0, "patient").isEmpty })
        #expect(ids.count { !store.text($0, "coverage").isEmpty } > ids.count / 2)
        let again = store.plan(.claims, bytes: claims, context: context)
        #expect(again.counts.created == 0 && again.counts.edited == 0)
    }

    @Test(arguments: ["synthea", "dbt_synthea"])
    func `synthetic patients and their payers go in once`(folder: String) throws {
        guard let patients = Self.bytes("\(folder)/patients.csv"),
            let payers = Self.bytes("\(folder)/payers.csv"),
            let transitions = Self.bytes("\(folder)/payer_transitions.csv")
        else { return }
        let isLarge = folder == "synthea"
        var store = Self.officesOfEight()
        let context = Self.spread(store)
        let people = store.take(.patients, bytes: patients, context: context)
        #expect(people.report == [])
        #expect(people.counts.created == (isLarge ? 1_214 : 27))
        let homes = store.types.filter { $0.value == "patient" }.keys.map { id in
            store.text(id, "homeOffice")
        }
        #expect(!isLarge || Set(homes).count == 8)
        #expect(store.take(.payors, bytes: payers, context: context).report == [])
        #expect(store.count("payor") == 9)
        let covers = store.take(.coverage, bytes: transitions, context: context)
        print("\(folder) transitions: \(covers.counts)")
        #expect(covers.report == [])
        #expect(covers.counts.skipped == (isLarge ? 207 : 258))
        #expect(store.count("coverage") == covers.counts.created)
        #expect(store.count("payor") == 9)
        for again in [
            store.plan(.patients, bytes: patients, context: context),
            store.plan(.coverage, bytes: transitions, context: context),
        ] {
            #expect(again.counts.created == 0)
            #expect(again.counts.edited == 0)
        }
    }
}
