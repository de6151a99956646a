internal import Tables

/// The states by name, for files that spell them out.
///
/// A two-letter code stands for itself.
enum StateNames {
    static func code(_ text: String) -> String {
        codes[text.lowercased()] ?? text
    }

    private static let codes: [String: String] = Dictionary(
        table.split(separator: ",").map { entry in
            let entry = ASCIIText.shown(String(entry))
            return (String(entry.dropLast(3)).lowercased(), String(entry.suffix(2)))
        },
        uniquingKeysWith: { first, _ in first })

    private static let table = """
        Alabama AL, Alaska AK, Arizona AZ, Arkansas AR, California CA, Colorado CO, \
        Connecticut CT, Delaware DE, District of Columbia DC, Florida FL, Georgia GA, Hawaii HI, \
        Idaho ID, Illinois IL, Indiana IN, Iowa IA, Kansas KS, Kentucky KY, Louisiana LA, \
        Maine ME, Maryland MD, Massachusetts MA, Michigan MI, Minnesota MN, Mississippi MS, \
        Missouri MO, Montana MT, Nebraska NE, Nevada NV, New Hampshire NH, New Jersey NJ, \
        New Mexico NM, New York NY, North Carolina NC, North Dakota ND, Ohio OH, Oklahoma OK, \
        Oregon OR, Pennsylvania PA, Puerto Rico PR, Rhode Island RI, South Carolina SC, \
        South Dakota SD, Tennessee TN, Texas TX, Utah UT, Vermont VT, Virginia VA, \
        Washington WA, West Virginia WV, Wisconsin WI, Wyoming WY
        """
}
