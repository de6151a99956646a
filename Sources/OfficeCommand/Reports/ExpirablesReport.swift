import ArgumentParser
import Merge
internal import Participation
import Practice
internal import Records
import Replica
import Rulebook
internal import Tables

/// What runs out.
struct ExpirablesReport: Report {
    static let number = "R2"
    static let name = "expirables"
    static let summary = "licences, policies, attestations and deadlines that run out"
    static let discussion = """
        What is suspended, revoked or sanctioned stays on the list whatever its date, and what has \
        expired stays until it is renewed. Numbers show their last four characters.
        """

    @Option(help: "As of which day; today if not given.")
    var asOf: Day?

    @Option(help: "What runs out within so many days, 0 to 3650.")
    var within: Int64 = Expirable.daysAhead

    @Option(help: "That doctor alone, by NPI.")
    var doctor: String?

    @Option(help: "That office alone, by code, and what is of no office.")
    var office: String?

    func validate() throws {
        guard (0...3_650).contains(within) else {
            throw ValidationError("--within takes 0 to 3650 days.")
        }
    }

    func table(_ desk: Desk, on day: Day) throws -> Table {
        let doctor = try doctor.map { try desk.find(.practitioner, named: $0) }
        let office = try desk.heldOffice(code: office)
        return try desk.reading { lookup in
            let code = office.flatMap { lookup.record($0)?[Office.code] }
            let found = Expirables(lookup, asOf: day).all(within: within, of: doctor)
            return .expirables(
                found.filter { expirable in
                    code.map { expirable.offices.isEmpty || expirable.offices.contains($0) } ?? true
                },
                unheld: lookup.office == nil ? [] : Lapses.Kind.central.map(\.name))
        }
    }
}
