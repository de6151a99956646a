extension Workflow {
    /// The diagram in Graphviz's language: final states have two lines, derived ones are dashed.
    ///
    /// A dashed arrow is brought by a date or by other records; events between the same states
    /// share an arrow.
    package var dot: String {
        var lines = [
            "digraph \"\(name)\" {", "  label=\"\(title)\";", "  rankdir=LR;",
            "  node [shape=box, style=rounded];", "  start [shape=point];",
            "  start -> \"\(initial)\";",
        ]
        if let datedStart {
            lines.append(
                "  start -> \"\(datedStart.state)\" [label=\"\(datedStart.field)\"];")
        }
        for state in states {
            var traits: [String] = []
            if state.isFinal { traits.append("peripheries=2") }
            if state.isDerived { traits.append("style=\"rounded,dashed\"") }
            let list = traits.isEmpty ? "" : " [\(traits.joined(separator: ", "))]"
            lines.append("  \"\(state.name)\"\(list);")
        }
        for from in states {
            for to in states { lines += arrows(from: from.name, to: to.name) }
        }
        return (lines + ["}"]).joined(separator: "\n")
    }

    private func arrows(from: String, to: String) -> [String] {
        [true, false].compactMap { isLogged in
            let labels = transitions.filter { transition in
                transition.isLogged == isLogged && transition.from.contains(from)
                    && (transition.to ?? from) == to
            }.map { "\($0.event) (\($0.actor.rawValue))" }
            guard !labels.isEmpty else { return nil }
            let style = isLogged ? "" : ", style=dashed"
            let label = labels.joined(separator: "\\n")
            return "  \"\(from)\" -> \"\(to)\" [label=\"\(label)\"\(style)];"
        }
    }
}

extension Workflow.Need: CustomStringConvertible {
    package var description: String {
        switch self {
        case .document, .effectiveOn, .comment, .reference: field ?? ""
        case .otherUser(let event): "another user than of \(event), or comment"
        case .otherAuthor(let attributes):
            "another user than who wrote \(attributes.joined(separator: ", ")), or comment"
        }
    }
}
