extension ImportKind {
    /// Our own format for the kind, in the order of the documented header.
    package var columns: [ImportColumn] {
        switch self {
        case .offices: Self.officeColumns
        case .doctors: Self.doctorColumns
        case .credentials: Self.credentialColumns
        case .payors: Self.payorColumns
        case .plans: Self.planColumns
        case .contracts: Self.contractColumns
        case .contractLocations: Self.contractLocationColumns
        case .assignments: Self.assignmentColumns
        case .enrollments: Self.enrollmentColumns
        case .exclusions: Self.exclusionColumns
        case .patients: Self.patientColumns
        case .coverage: Self.coverageColumns
        case .benefits: Self.benefitColumns
        case .schedule: Self.scheduleColumns
        case .users: Self.userColumns
        case .volumes: Self.volumeColumns
        }
    }

    static var address: [ImportColumn] {
        [
            .optional("line1", "street address", also: "address", "address_line_1"),
            .optional("line2", "suite or floor", also: "address_line_2"),
            .optional("city", "town"),
            .optional("state", "two letters"),
            .optional("zip", "5 or 9 digits", also: "postal_code"),
        ]
    }

    private static var officeColumns: [ImportColumn] {
        [
            .required("office_code", "the office's code in this group", also: "code", "office"),
            .required("name", "as payors know the location", also: "office_name"),
            .optional("tin", "tax number of the billing entity, 9 digits", also: "tax_id"),
            .optional("legal_name", "the billing entity, where its tax number is new"),
            .optional("npi2", "organization NPI of the location"),
        ] + address + [
            .optional("phone", "10 digits"),
            .optional("fax", "10 digits"),
            .optional("opened_on", "date"),
            .optional("closes_on", "last day, or blank"),
            .optional("region", "for reports"),
            .optional("time_zone", "such as America/New_York"),
        ]
    }

    private static var doctorColumns: [ImportColumn] {
        [
            .required("npi", "individual NPI", also: "npi1"),
            .required("family_name", "legal family name", also: "last_name"),
            .column(
                "given_name", "legal given name; blank where one name is all", also: "first_name"),
            .optional("middle", "middle name", also: "middle_name"),
            .optional("suffix", "Jr, III"),
            .optional("degree", "DDS, DMD, RDH, …"),
            .optional("taxonomy", "primary taxonomy code", also: "primary_taxonomy"),
            .optional("taxonomies", "further codes, separated by |"),
            .optional("caqh_id", "CAQH number"),
            .optional("hire_on", "date", also: "hired_on"),
            .optional("depart_on", "last day, or blank", also: "departs_on"),
        ]
    }

    private static var credentialColumns: [ImportColumn] {
        [
            .required("npi", "the doctor's NPI"),
            .required("kind", "licence, dea, bls, …"),
            .required("number", "as on the document; another number is another credential"),
            .optional("state", "two letters"),
            .optional("issuer", "where no state issues it"),
            .optional("issued_on", "date"),
            .optional("expires_on", "date"),
            .optional("office_code", "the office that uses it"),
            .optional("document", "id of the evidence document; blank: the import is it"),
        ]
    }

    private static var payorColumns: [ImportColumn] {
        [
            .required(
                "payor_code", "the payor's code in this group", also: "payer_code", "code"),
            .required("name", "the payor's name", also: "payor_name", "payer_name"),
            .optional("kind", "commercial, medicaid, …"),
            .optional("payor_id", "electronic payor id", also: "payer_id"),
            .optional("clearinghouse", "whose payor id it is"),
            .optional("aliases", "other names, separated by |", also: "alias"),
            .optional("phone", "provider line, 10 digits"),
        ] + address
    }

    private static var planColumns: [ImportColumn] {
        [
            .required("plan_code", "the plan's code in this group", also: "code"),
            .required("payor_code", "its payor", also: "payer_code", "payer"),
            .optional("group_number", "as on the card"),
            .optional("group_name", "as on the card"),
            .optional("employer", "employer name", also: "employer_name"),
            .optional("division", "division of the group"),
            .optional("kind", "ppo, indemnity, …", also: "plan_kind"),
            .optional("network_label", "network printed on the card"),
            .optional("benefit_month", "month the benefit year begins, 1 to 12; 0 is 1"),
        ]
    }
}
