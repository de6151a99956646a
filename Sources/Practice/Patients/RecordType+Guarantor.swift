package import Merge

extension RecordType {
    /// Who answers for a patient's bill, seen where the dependants are.
    package static let guarantor = RecordType(
        "guarantor", "The person who answers for patients' bills.",
        visibility: .offices(set: "offices"), writers: .offices,
        [
            .personName("name"),
            .register("birthDate", .day, .review),
            .address("address", prefix: "address", .latest),
            .register("phone", .format(.phone), .latest),
            .register("email", .format(.email), .latest),
            .offices(),
            .notes,
        ])
}
