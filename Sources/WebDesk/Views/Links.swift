import Merge
import Tables

/// Where on this desk something is looked at or done.
///
/// No link holds what a record says: ids, codes and NPIs alone.
enum Links {
    static func record(_ type: String, _ id: String) -> String {
        switch type {
        case "patient": "/patients/" + id
        case "practitioner": "/doctors/" + WebForm.encoded(id)
        case "payor_contract": "/contracts/" + WebForm.encoded(id)
        case "fee_schedule": "/fees/" + WebForm.encoded(id)
        default: "/records/\(WebForm.encoded(type))/\(WebForm.encoded(id))"
        }
    }

    static func deed(_ name: String, _ fields: [(String, String)] = []) -> String {
        let query = fields.map { "\($0.0)=\(WebForm.encoded($0.1))" }.joined(separator: "&")
        return "/do/\(name)" + (query.isEmpty ? "" : "?" + query)
    }

    /// Where a cell leads, by its column's name.
    static func cell(_ column: String, _ cell: Table.Cell) -> String? {
        guard !cell.isBlank else { return nil }
        let code = code(cell)
        switch column {
        case "npi" where isCode(code): return "/doctors/" + WebForm.encoded(code)
        case "doctor" where isNPI(code): return "/doctors/" + code
        case "patient" where isID(cell.plain): return record("patient", cell.plain)
        case "contract" where isCode(code): return "/contracts/" + WebForm.encoded(code)
        case "schedule" where isCode(code): return "/fees/" + WebForm.encoded(code)
        default: return nil
        }
    }

    /// The number in front of a cell that shows a name beside it.
    static func code(_ cell: Table.Cell) -> String {
        switch cell {
        case .named(let number, _), .spelled(let number, _, _): number
        default: cell.plain
        }
    }

    /// A code as it may stand in an address: no blanks, nothing a person is called by.
    static func isCode(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.unicodeScalars.allSatisfy {
                $0.isASCII
                    && ($0.properties.isAlphabetic || $0.properties.numericType != nil
                        || $0 == "-" || $0 == "_" || $0 == ".")
            } && text.contains(where: \.isNumber)
    }

    static func isNPI(_ text: String) -> Bool {
        text.utf8.count == 10 && text.allSatisfy(\.isNumber)
    }

    static func isID(_ text: String) -> Bool { RecordID(hexadecimal: text) != nil }
}
