internal import Merge
internal import Records

/// The columns of a mailing address, in whichever kind of file has one.
enum AddressColumns {
    static let line1 = TypedColumn(
        "line1", AnyRecord.address.line1, "street address", also: "address", "address_line_1")
    static let line2 = TypedColumn(
        "line2", AnyRecord.address.line2, "suite or floor", also: "address_line_2")
    static let city = TypedColumn("city", AnyRecord.address.city, "town")
    static let state = TypedColumn("state", AnyRecord.address.state, "two letters")
    static let zip = TypedColumn(
        "zip", AnyRecord.address.zip, "5 or 9 digits", also: "postal_code")

    static let all: [any ColumnToken] = [line1, line2, city, state, zip]
}
