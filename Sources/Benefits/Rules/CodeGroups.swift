internal import Fees
internal import Merge
internal import Records

/// The practice's own groups of codes: its categories, and what counts together.
struct CodeGroups {
    private let groups: [Group]

    private struct Group {
        let id: RecordID
        let name: String
        let codes: Set<String>
        let isCategory: Bool
    }

    init(_ views: some Sequence<RecordView>) {
        self.groups = views.filter(\.isActive).map { view in
            Group(
                id: view.id, name: view[CodeGroup.name] ?? "",
                codes: Set(view[CodeGroup.codes, each: CodeGroup.Codes.code]),
                isCategory: view[CodeGroup.uses, each: CodeGroup.Uses.use].contains("category"))
        }
    }

    func service(_ code: String, tooth: String?) -> Service {
        let holding = groups.filter { $0.codes.contains(code) }
        return Service(
            code: code, tooth: tooth,
            categories: Set(holding.filter(\.isCategory).map { $0.name.lowercased() }),
            groups: Set(holding.map(\.id)))
    }

    func name(_ id: RecordID) -> String? {
        groups.first { $0.id == id }?.name
    }

    /// The codes that a rule's scope counts together; `nil` is every code.
    func codes(of scope: BenefitRule.Scope) -> Set<String>? {
        switch scope {
        case .plan: nil
        case .code(let code): [code]
        case .codeGroup(let id): groups.first { $0.id == id }?.codes ?? []
        case .category(let name):
            groups.filter { $0.isCategory && $0.name.lowercased() == name }
                .reduce(into: []) { $0.formUnion($1.codes) }
        }
    }
}
