import Errands
import Tables

extension ConflictPage {
    /// What a posted form does to the conflict.
    enum Way: Equatable {
        case deed(ReviewDeed)
        case unclear(String)

        /// One of: a candidate, a value, fields of several candidates, or telling them apart.
        init(_ form: WebForm) {
            let values = form.under("value.").map { "\($0.name)=\($0.value)" }
            let merges = form.under("merge.").map { "\($0.name)=\($0.value)" }
            let takes = form.all("take")
            let ways = takes.count + (values.isEmpty ? 0 : 1) + (merges.isEmpty ? 0 : 1)
            if ways > 1 {
                self = .unclear(
                    "Say one of them: a candidate, fields of several, another value, or that they "
                        + "are not the same.")
            } else if !values.isEmpty {
                self = .deed(.value(values))
            } else if !merges.isEmpty {
                self = .deed(.merge(merges))
            } else if takes.first == "distinct" {
                self = .deed(.distinct)
            } else if let number = takes.first.flatMap({ Int($0) }) {
                self = .deed(.take(number))
            } else {
                self = .unclear("Choose a candidate, fields, or another value.")
            }
        }
    }

    static func settle(_ visit: PageRequest) async -> FormOutcome {
        switch Way(visit.form) {
        case .deed(let deed): await settle(visit, by: deed)
        case .unclear(let words): .page(await page(visit, refusal: words))
        }
    }

    private static func settle(_ visit: PageRequest, by deed: ReviewDeed) async -> FormOutcome {
        let id = visit.part(1)
        let form = visit.form
        guard Links.isID(id) else { return .page(.missing(.conflicts, "No such conflict.")) }
        let reply = await visit.run(
            Errand(
                verbs: deed.arguments(
                    id, seen: form["seen"] ?? "", reason: form["reason"] ?? "")))
        guard reply.isDone else { return .page(await page(visit, refusal: reply.refusal)) }
        let word = SavedWord(title: "Settled", reply: reply, undo: id)
        guard form["then"] == "next" else { return .done(word, next: "/conflicts") }
        let rest = await visit.run(Errand("conflicts", "list").with("limit", 1))
        let next = rest.tables.first?.table.rows.first?.first?.plain
        return .done(word, next: "/conflicts" + (next.map { "/" + $0 } ?? ""))
    }

    /// Gives it to somebody, or lets it rest.
    static func care(for visit: PageRequest) async -> FormOutcome {
        let id = visit.part(1)
        let form = visit.form
        guard Links.isID(id) else { return .page(.missing(.conflicts, "No such conflict.")) }
        let errand: Errand
        let title: String
        switch visit.part(2) {
        case "assign":
            errand = Errand("conflicts", "assign").of(id, form["login"] ?? "")
            title = "Given"
        case "defer":
            errand = Errand("conflicts", "defer").with("until", form["until"])
                .with("reason", form["reason"]).of(id)
            title = "It rests"
        default: return .page(.missing(.conflicts, "No such form."))
        }
        let reply = await visit.run(errand)
        guard reply.isDone else { return .page(await page(visit, refusal: reply.refusal)) }
        return .done(SavedWord(title: title, reply: reply), next: "/conflicts/" + id)
    }

    static func undo(_ visit: PageRequest) async -> FormOutcome {
        let id = visit.form["id"] ?? ""
        let reply = await visit.run(
            Errand("conflicts", "undo").with("reason", visit.form["reason"]).of(id))
        let word = SavedWord(
            title: reply.isDone ? "Taken back: the conflict stands again" : "Not taken back",
            reply: reply)
        let isBack = reply.isDone && Links.isID(id)
        return .done(word, next: isBack ? "/conflicts/" + id : "/conflicts/settled")
    }
}
