import ArgumentParser
internal import Claims
import Merge
import Replica
internal import Tables

/// What payors deny, and how much of it does not stand.
struct DenialsReport: Report {
    static let number = "R15"
    static let name = "denials"
    static let summary = "denied services by cause, payor and doctor, and what was overturned"
    static let discussion = """
        A service of which a payor allows nothing; its cause is proposed from the payor's reason \
        codes. Overturned is what a later remittance allows something for; `appeals` are those \
        that the payor decided, `won` those on which it gave in. `denial list` names each \
        service with what mends it.
        """

    @Option(help: "As of which day, for the footer; today if not given.")
    var asOf: Day?

    @Option(help: "That office alone, by code.")
    var office: String?

    func table(_ desk: Desk, on day: Day) throws -> Table {
        let office = try desk.heldOffice(code: office)
        return try desk.reading { lookup in
            .denialCauses(DeniedServices(lookup, office: office).all(), lookup)
        }
    }
}
