/// The columns of contracts and of what hangs on them; `columns` lists them by kind.
extension ImportKind {
    static var contractColumns: [ImportColumn] {
        [
            .required("contract_code", "the contract's code in this group", also: "code"),
            .required("tin", "tax number of the contracting entity", also: "tax_id"),
            .required("payor_code", "its payor", also: "payer_code", "payer"),
            .optional("network", "name of the network it joins"),
            .optional("contract_number", "the payor's number"),
            .optional("kind", "the group's own word for it"),
            .optional("status", "its last step: draft, offer, execute, terminate, …"),
            .optional("effective_from", "first day"),
            .optional("effective_through", "last day, or blank"),
            .optional("renewal_on", "next renewal date", also: "renewal_date"),
            .optional("notice_days", "days of notice before renewal"),
            .optional("next_review_on", "next fee review"),
            .optional("location_rule", "allLocationsOfTin or listedLocations"),
            .optional(
                "provider_rule", "eachProviderCredentialed, groupCredentialed or delegated"),
            .optional(
                "recredential_months", "months for which a decision on a doctor holds; blank: 36"),
        ]
    }

    static var contractLocationColumns: [ImportColumn] {
        [
            .required("contract_code", "the contract"),
            .required("office_code", "an office it covers"),
            .required("from", "first day", also: "effective_from"),
            .optional("through", "last day, or blank", also: "effective_through"),
            .optional("payor_location_id", "the payor's number", also: "payer_location_id"),
        ]
    }

    static var assignmentColumns: [ImportColumn] {
        [
            .required("npi", "the doctor's NPI"),
            .required("office_code", "where the doctor works"),
            .required("from", "first day", also: "effective_from"),
            .optional("through", "last day, or blank", also: "effective_through"),
            .optional("role", "owner, associate, specialist, hygienist or locum"),
            .optional("weekdays", "as mon,tue,thu (quoted)"),
        ]
    }

    static var scheduleColumns: [ImportColumn] {
        [
            .required("office_code", "where; the file replaces the days it names there"),
            .required("npi", "the doctor's NPI"),
            .required("date", "the day"),
            .optional("start", "first hour, as 08:30"),
            .optional("end", "last hour"),
            .optional("appointments", "how many are booked"),
            .optional("patients", "how many different people are booked"),
            .optional("production", "what the booked work comes to, such as 1500.00"),
        ]
    }

    static var enrollmentColumns: [ImportColumn] {
        [
            .required("npi", "the doctor's NPI"),
            .required("contract_code", "the contract"),
            .required("office_code", "the office"),
            .optional("status", "its last step: submit, loaded, recorded, …"),
            .optional("participation", "inNetwork, registeredOutOfNetwork, notLoaded"),
            .optional("submitted_on", "date of the application"),
            .optional("effective_from", "first day the payor confirmed"),
            .optional("effective_through", "last day, or blank"),
            .optional("payor_provider_id", "the payor's number", also: "payer_provider_id"),
            .optional("recredential_due", "the day by which the payor decides anew"),
            .optional("evidence", "id of the payor's letter; blank: the import is it"),
        ]
    }

    static var exclusionColumns: [ImportColumn] {
        [
            .required("npi", "the excluded person's NPI"),
            .required("list", "leie, sam, stateMedicaid, licenceBoard or other"),
            .optional("from", "first day of the exclusion", also: "excluded_on"),
            .optional("reinstated_on", "first day on which it no longer holds"),
        ]
    }

    static var patientColumns: [ImportColumn] {
        [
            .required(
                "patient_system", "whose number it is: the practice system", also: "pms_name",
                "system"),
            .required(
                "patient_number", "the patient's number there", also: "pms_patient_id",
                "external_id"),
            .required("family_name", "as on the card", also: "last_name"),
            .column(
                "given_name", "as on the card; blank where one name is all", also: "first_name"),
            .optional("middle", "middle name", also: "middle_name"),
            .optional("suffix", "Jr, III"),
            .required("birth_date", "date", also: "date_of_birth", "dob"),
            .optional("sex", "M, F or U, for claims", also: "gender"),
        ] + address + [
            .optional("phone", "10 digits"),
            .optional("email", "mail address"),
            .optional("language", "language code"),
            .optional("deceased_on", "date"),
            .optional("office_code", "home office; blank is the importing office"),
        ]
    }

    static var coverageColumns: [ImportColumn] {
        [
            .required(
                "patient_system", "whose number it is: the practice system", also: "pms_name",
                "system"),
            .required(
                "patient_number", "the patient's number there", also: "pms_patient_id",
                "external_id"),
            .optional("plan_code", "the plan; or a payor and group number instead"),
            .optional(
                "payor_code", "the payor's code or payor id", also: "payer_code", "payer_id",
                "payer"),
            .optional("clearinghouse", "whose payor id it is"),
            .optional("group_number", "as on the card"),
            .optional("member_id", "as on the card; blank is an unverified coverage"),
            .optional("relationship", "self, spouse, child, other or unknown"),
            .optional("subscriber_family", "where the patient is not the subscriber"),
            .optional("subscriber_given", "where the patient is not the subscriber"),
            .optional("subscriber_birth_date", "where the patient is not the subscriber"),
            .required("effective_from", "first day; a year is its first day", also: "from"),
            .optional("effective_through", "last day; a year is its last day", also: "through"),
            .optional("order", "1 primary, 2 secondary, 3 tertiary"),
            .optional("office_code", "whose patient number it is; blank is the importing office"),
        ]
    }

    static var benefitColumns: [ImportColumn] {
        [
            .optional(
                "payor_code", "the payor's code or payor id", also: "payer_code", "payer_id",
                "payer"),
            .optional("group_number", "with the payor, it names the plan"),
            .optional("plan_code", "the plan; instead of payor and group number"),
            .required("rule_kind", "coinsurance, deductible, copay, limitation, exclusion, …"),
            .optional("level", "individual or family; blank is individual"),
            .optional("category", "the practice's own service category; blank is the whole plan"),
            .optional("code_or_group", "a procedure code, or a code group by name"),
            .optional("network", "in, out or both; blank is both"),
            .optional(
                "period", "calendarYear, serviceYear, lifetime, months, years, rolling12, visit"),
            .optional("plan_pays_pct", "the plan's share, such as 80 or 12.5"),
            .optional("amount", "money, such as 1500.00"),
            .optional("quantity", "how many"),
            .optional("quantity_kind", "services, visits, months, years, days, ageLimit"),
            .optional("age_from", "first age"),
            .optional("age_through", "last age"),
            .optional("deductible_applies", "yes, no or unknown"),
            .optional("period_months", "where the period is months"),
            .optional("period_years", "where the period is years"),
            .optional("tooth_area", "counted by tooth, quad, arch, sextant or mouth"),
            .optional(
                "raw_direction",
                "whose share plan_pays_pct is: planPays, patientPays; unknown asks the payor"),
        ]
    }

    static var userColumns: [ImportColumn] {
        [
            .required("login", "unique name"),
            .required("name", "the person's name", also: "display_name", "full_name"),
            .optional("email", "mail address"),
            .optional("roles", "separated by |", also: "role"),
            .optional("office_codes", "separated by |", also: "office_code", "offices"),
        ]
    }
}
