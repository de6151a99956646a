/// The text formats that fields name by `FieldKind.formatted`; `TextFormat+Matching` checks them.
package enum TextFormat: String, CaseIterable, Sendable {
    /// National provider identifier: ten digits with a check digit.
    case npi
    /// DEA registration: two characters and seven digits, the last a check digit.
    case dea
    /// Taxpayer identification number: nine digits.
    case tin
    /// Social security number: nine digits.
    case ssn
    /// Five or nine digits, the latter with or without the hyphen.
    case zip
    /// A two-letter postal code of a state, DC or a territory.
    case state
    /// NUCC taxonomy: nine digits or capitals, then `X`.
    case taxonomy
    /// Ten digits.
    case phone
    case email
    /// A payor's id at a clearinghouse: 2 to 80 characters.
    case payorID = "payorId"
    /// A member id: 2 to 80 capitals, digits and inner punctuation.
    case memberID = "memberId"
    /// A CDT code, five characters of CPT, or a local code of capitals, digits and dots.
    case procedure
    /// A CDT code: `D` and four digits.
    case dental = "cdt"
    /// A CPT code: five digits, or four and a letter.
    case medical = "cpt"
    /// An ICD-10-CM code, `K02.9`.
    case diagnosis = "icd10"
    /// A CAQH profile number: digits only.
    case caqh
    /// A code people type to name a record; no spaces.
    case code
    /// A login: lower case, no spaces.
    case login
    /// A SHA-256 as 64 lower-case hexadecimal digits.
    case digest
    /// A time of day, `08:30`.
    case time
    /// Days of the week in order, `mon,wed,fri`.
    case weekdays
    /// A name of the IANA time zone database, `America/New_York`.
    case timeZone
}
