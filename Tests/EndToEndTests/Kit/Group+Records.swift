import Foundation
import Testing

extension Group {
    /// A patient that A01 and B01 share, known to both and to the centre.
    func sharedPatient() throws -> String {
        let id = try a.done(
            "create", "patient", "family=Shared", "given=Pat", "birthDate=1980-01-01",
            "offices+=A01", "offices+=B01")
        try sync(a, b, central)
        return id
    }

    /// A coverage of that patient, known to both offices.
    func sharedCoverage(of patient: String) throws -> String {
        let id = try a.done(
            "create", "coverage", "patient=\(patient)", "insurancePlan=PL1", "relationship=self")
        try sync(a, b, central)
        return id
    }
}
