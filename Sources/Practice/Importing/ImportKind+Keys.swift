extension ImportKind {
    /// The columns whose values a report may show: codes and NPIs, never a person's name or number.
    var shownColumns: [String] {
        switch self {
        case .offices: ["office_code"]
        case .doctors: ["npi"]
        case .credentials: ["npi", "kind", "state"]
        case .payors: ["payor_code"]
        case .plans: ["plan_code"]
        case .contracts: ["contract_code"]
        case .contractLocations: ["contract_code", "office_code", "from"]
        case .assignments: ["npi", "office_code", "from"]
        case .enrollments: ["npi", "contract_code", "office_code"]
        case .exclusions: ["npi", "list"]
        case .schedule: ["office_code", "npi", "date", "start"]
        case .users: ["login"]
        case .benefits:
            ["payor_code", "plan_code", "rule_kind", "category", "code_or_group", "network"]
        case .volumes: ["office_code", "code", "period"]
        case .patients, .coverage: []
        }
    }

    /// The record type that a row is about.
    package var recordType: String {
        switch self {
        case .offices: "office"
        case .doctors: "practitioner"
        case .credentials: "credential"
        case .payors: "payor"
        case .plans: "insurance_plan"
        case .contracts: "payor_contract"
        case .contractLocations: "contract_location"
        case .assignments: "location_assignment"
        case .enrollments: "enrollment"
        case .exclusions: "exclusion"
        case .patients: "patient"
        case .coverage: "coverage"
        case .benefits: "insurance_plan"
        case .schedule: "schedule_block"
        case .users: "user"
        case .volumes: "volume"
        }
    }

    /// The documented header, as one line of a file.
    package var header: String {
        columns.map(\.name).joined(separator: ",")
    }
}
