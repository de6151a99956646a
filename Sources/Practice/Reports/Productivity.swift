package import Merge
package import Records
package import Tables

/// R22: what people did, by the steps they logged and the contacts they had.
package enum Productivity {
    /// What somebody did of one kind, within the days that are asked for.
    private struct Tally {
        var times: Int64 = 0
        var records: Set<RecordID> = []
        var days: Set<Day> = []

        mutating func count(_ record: RecordID, on day: Day) {
            times += 1
            records.insert(record)
            days.insert(day)
        }
    }

    private struct Kind: Hashable {
        let user: RecordID
        let work: String
        let step: String
    }

    /// A row for each user, workflow and step; contacts with payors are the step `contact`.
    ///
    /// A step counts on the day it was logged (UTC), whatever day it tells of; one that its
    /// workflow did not allow, or that was retracted, counts for nobody. A contact counts on its
    /// day, for who had it.
    ///
    /// - Parameter user: this one alone.
    package static func table(
        _ lookup: some RecordLookup, from: Day, through: Day, user: RecordID? = nil
    ) -> Table {
        var tallies: [Kind: Tally] = [:]
        func count(_ who: RecordID?, _ work: String, _ step: String, _ record: RecordID, _ on: Day?)
        {
            guard let who, let on, from <= on, on <= through, user == nil || who == user else {
                return
            }
            tallies[Kind(user: who, work: work, step: step), default: Tally()]
                .count(record, on: on)
        }
        for workflow in Workflow.all {
            for view in lookup.records(workflow.recordType) {
                for step in workflow.standing(of: view).steps where !step.isIllegal {
                    count(step.actor, workflow.name, step.event, view.id, Day(of: step.at))
                }
            }
        }
        for view in lookup.records(.contactLog) where view.isActive {
            count(
                view[ContactLog.contactedBy], "contact", "contact", view.id,
                view[ContactLog.happenedOn])
        }
        return table(tallies, lookup, title: "Work done from \(from) to \(through)")
    }

    private static func table(
        _ tallies: [Kind: Tally], _ lookup: some RecordLookup, title: String
    ) -> Table {
        var table = Table(title: title, ["user", "work", "step", "times", "records", "days"])
        var names = NameBook(lookup)
        let rows = tallies.map { (name: names[$0.key.user], kind: $0.key, tally: $0.value) }
            .sorted {
                ($0.name, $0.kind.work, $0.kind.step, $0.kind.user)
                    < ($1.name, $1.kind.work, $1.kind.step, $1.kind.user)
            }
        for row in rows {
            table.add([
                names.cell(row.kind.user), .text(row.kind.work), .text(row.kind.step),
                .number(row.tally.times), .number(row.tally.records.count),
                .number(row.tally.days.count),
            ])
        }
        return table
    }
}
