/// How a file writes fees; the raw name is the word of `--file-format`.
package enum FeeFileFormat: String, CaseIterable, Sendable {
    /// Our own CSV, header mandatory.
    case canonical
    /// Open Dental's export: tabs, no header, code and fee first; the texts behind are dropped.
    case openDental = "open-dental"
    /// A CSV with a code and an amount column, title rows above the header; Dentrix Ascend's.
    case dentrixAscend = "dentrix-ascend"
    /// Any CSV whose columns a person has named with `--map`.
    case mapped
}
