package import Merge

/// Who imports, and when; a pure function knows neither by itself.
package struct ImportContext: Sendable {
    /// The importing office; `nil` is a central replica.
    package let office: RecordID?
    package let today: Day
    /// The offices among which patients are spread that name none; in one fixed order.
    package let spread: [RecordID]

    /// What new records are named with.
    package let secret: IDSecret
    /// What a person said of the file's days; `nil` lets the rows tell.
    package var dayOrder: DayOrder?

    /// The offices that share one register of patient numbers; `nil` where each has its own.
    package var numberOffices: [RecordID]?

    /// Days that are replaced whether a row names them or not, of kinds that replace days: a
    /// program can say so, a file cannot.
    package var wholeDays: [WholeDay] = []

    /// A day at an office.
    package struct WholeDay: Hashable, Sendable {
        package let office: RecordID
        package let day: Day

        package init(office: RecordID, day: Day) {
            self.office = office
            self.day = day
        }
    }

    /// For rows that an office takes in, which are its own.
    package static func office(
        _ office: RecordID, today: Day, secret: IDSecret
    ) -> ImportContext {
        ImportContext(office: office, today: today, spread: [office], secret: secret)
    }

    /// For rows that the centre takes in, for the offices it names.
    package static func central(
        today: Day, spread: [RecordID] = [], secret: IDSecret
    ) -> ImportContext {
        ImportContext(office: nil, today: today, spread: spread.sorted(), secret: secret)
    }
}
