import ArgumentParser
import Foundation

/// How fast, in one table, beside plain SQLite on the same work.
@main
struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Measures the store beside plain SQLite on the same work.",
        discussion: "Bulk work is measured in processor time, single transactions on the wall.")

    @Option(help: "Records of the workload.")
    var records = 10_000

    @Option(help: "Rounds; the medians are shown.")
    var rounds = 5

    @Option(help: "Single-record transactions per round.")
    var singles = 400

    @Option(help: "Where the databases are made; a real disk, or FULL means nothing.")
    var folder = "/var/tmp"

    @Option(help: "Offices with a store and a TLS line each, last of all; 0 for none.")
    var liveOffices = 500

    @Option(help: "One scenario instead of all; may be given several times.")
    var only: [Scenario] = []

    @Option(help: "Write the figures to this file.")
    var baseline: String?

    @Option(help: "Compare with this file; exit 1 if anything is more than 25 % worse.")
    var check: String?

    func run() async throws {
        var results = Results()
        let chosen = only.isEmpty ? Scenario.allCases : only
        if chosen.contains(.ascending) { try measureRounds(into: &results) }
        if chosen.contains(.random) {
            results.areIDsRandom = true
            try measureRounds(into: &results)
            results.areIDsRandom = false
        }
        if chosen.contains(.patients) { try measurePatients(into: &results) }
        if chosen.contains(.network) { try measureNetwork(into: &results) }
        if chosen.contains(.onboarding) { try measureOnboarding(into: &results) }
        if chosen.contains(.fees) { try measureFees(into: &results) }
        if chosen.contains(.quota) { try await measureQuota(into: &results) }
        if chosen.contains(.sealed) { try measureSealed(into: &results) }
        if chosen.contains(.live), liveOffices > 0 { try await measureLive(into: &results) }
        let table = ResultTable(results, records: records)
        print(table.text)
        if let baseline {
            try table.values(stamp: Machine.stamp).write(
                toFile: baseline, atomically: true, encoding: .utf8)
        }
        guard let check else { return }
        let before = try String(contentsOfFile: check, encoding: .utf8)
        let worse = table.regressions(against: before)
        for line in worse { print("worse: " + line) }
        if !worse.isEmpty { throw ExitCode(1) }
    }

    /// Workload W, with ids that ascend or in no order at all.
    private func measureRounds(into results: inout Results) throws {
        let order = results.areIDsRandom ? ", random ids" : ""
        for number in 1...rounds {
            FileHandle.standardError.write(
                Data("round \(number) of \(rounds)\(order)\n".utf8))
            let scratch = folder + "/bridgework-bench-\(getpid())-\(number)"
            try FileManager.default.createDirectory(
                atPath: scratch, withIntermediateDirectories: true)
            defer {
                // Left behind, it is only a scratch folder.
                _ = Result { try FileManager.default.removeItem(atPath: scratch) }
            }
            let workload = CoverageWorkload(
                records: records, seed: UInt64(number), areIDsRandom: results.areIDsRandom)
            var round = try Round(workload, singles: singles, in: scratch)
            try round.run(into: &results)
        }
    }

    private func measureSealed(into results: inout Results) throws {
        FileHandle.standardError.write(Data("the sealed store\n".utf8))
        for number in 1...rounds {
            let scratch = folder + "/bridgework-bench-\(getpid())-sealed-\(number)"
            try FileManager.default.createDirectory(
                atPath: scratch, withIntermediateDirectories: true)
            defer { _ = Result { try FileManager.default.removeItem(atPath: scratch) } }
            let workload = CoverageWorkload(records: records, seed: UInt64(number))
            try SealedScenario(workload, singles: singles, in: scratch).measure(into: &results)
        }
    }

    private func measurePatients(into results: inout Results) throws {
        FileHandle.standardError.write(Data("the patients\n".utf8))
        for number in 1...rounds {
            let scratch = folder + "/bridgework-bench-\(getpid())-patients-\(number)"
            try FileManager.default.createDirectory(
                atPath: scratch, withIntermediateDirectories: true)
            defer { _ = Result { try FileManager.default.removeItem(atPath: scratch) } }
            try PatientScenario(in: scratch).measure(into: &results)
        }
    }

    private func measureOnboarding(into results: inout Results) throws {
        FileHandle.standardError.write(Data("the onboarding\n".utf8))
        for number in 1...rounds {
            let scratch = folder + "/bridgework-bench-\(getpid())-cases-\(number)"
            try FileManager.default.createDirectory(
                atPath: scratch, withIntermediateDirectories: true)
            defer { _ = Result { try FileManager.default.removeItem(atPath: scratch) } }
            try OnboardingScenario(in: scratch).measure(into: &results)
        }
    }

    private func measureFees(into results: inout Results) throws {
        FileHandle.standardError.write(Data("the fees\n".utf8))
        for number in 1...rounds {
            let scratch = folder + "/bridgework-bench-\(getpid())-fees-\(number)"
            try FileManager.default.createDirectory(
                atPath: scratch, withIntermediateDirectories: true)
            defer { _ = Result { try FileManager.default.removeItem(atPath: scratch) } }
            var scenario = try FeeScenario(in: scratch)
            try scenario.measure(into: &results)
        }
    }

    private func measureQuota(into results: inout Results) async throws {
        FileHandle.standardError.write(Data("one at its quota\n".utf8))
        for number in 1...rounds {
            let scratch = folder + "/bridgework-bench-\(getpid())-quota-\(number)"
            try FileManager.default.createDirectory(
                atPath: scratch, withIntermediateDirectories: true)
            defer { _ = Result { try FileManager.default.removeItem(atPath: scratch) } }
            try await QuotaScenario(in: scratch).measure(into: &results)
        }
    }

    /// Once, whatever the rounds: registering the offices takes far longer than what is measured.
    private func measureLive(into results: inout Results) async throws {
        FileHandle.standardError.write(Data("\(liveOffices) offices on the line\n".utf8))
        let scratch = folder + "/bridgework-bench-\(getpid())-live"
        try FileManager.default.createDirectory(
            atPath: scratch, withIntermediateDirectories: true)
        defer { _ = Result { try FileManager.default.removeItem(atPath: scratch) } }
        try await LiveScenario(in: scratch, offices: liveOffices).measure(into: &results)
    }

    /// The group is written once: only reading it is measured.
    private func measureNetwork(into results: inout Results) throws {
        let scratch = folder + "/bridgework-bench-\(getpid())-network"
        try FileManager.default.createDirectory(
            atPath: scratch, withIntermediateDirectories: true)
        defer { _ = Result { try FileManager.default.removeItem(atPath: scratch) } }
        FileHandle.standardError.write(Data("the network\n".utf8))
        let scenario = try NetworkScenario(in: scratch)
        for _ in 1...rounds { try scenario.measure(into: &results) }
    }
}
