/// An input with its label, as it stands in a form.
struct FieldView: Equatable {
    enum Kind: Equatable {
        case text, day, number, search
        /// Values with what people call them; a blank value is "any" or "none".
        case choice([Choice])
    }

    struct Choice: Equatable {
        let value: String
        let label: String

        init(_ value: String, _ label: String? = nil) {
            self.value = value
            self.label = label ?? value
        }
    }

    let name: String
    let label: String
    let kind: Kind
    var value = ""
    var help: String?
    var isRequired = false

    init(
        _ name: String, _ label: String, _ kind: Kind = .text, value: String? = nil,
        help: String? = nil, isRequired: Bool = false
    ) {
        self.name = name
        self.label = label
        self.kind = kind
        self.value = value ?? ""
        self.help = help
        self.isRequired = isRequired
    }

    /// - Parameter form: what makes its id the only one of the page.
    func values(in form: String) -> [String: Any] {
        var values: [String: Any] = [
            "id": "\(form)-\(name)", "name": name, "label": label, "value": value,
            "isRequired": isRequired, "isOptional": !isRequired,
        ]
        if let help { values["help"] = help }
        switch kind {
        case .choice(let choices):
            values["isChoice"] = true
            values["choices"] = choices.map {
                [
                    "value": $0.value, "label": $0.label, "isChosen": $0.value == value,
                ] as [String: Any]
            }
        case .text, .day, .number, .search:
            values["isText"] = true
            values["type"] = type
        }
        return values
    }

    private var type: String {
        switch kind {
        case .day: "date"
        case .number: "number"
        case .search: "search"
        case .text, .choice: "text"
        }
    }
}

/// Fields that narrow a page down.
enum Filters {
    /// - Parameters:
    ///   - formKey: for a search that is posted, because what is searched for is nobody's address.
    ///   - links: beside the button.
    static func markup(
        _ action: String, _ fields: [FieldView], button: String = "Show",
        formKey: String? = nil, links: [(name: String, href: String)] = []
    ) -> Markup {
        var values: [String: Any] = [
            "action": action, "method": formKey == nil ? "get" : "post",
            "fields": fields.map { $0.values(in: "f") }, "button": button,
            "links": links.map { ["name": $0.name, "href": $0.href] },
        ]
        if let formKey { values["formKey"] = formKey }
        return Template.filters.filled(values)
    }
}
