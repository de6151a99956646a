import Benefits
import Merge
import Practice
import Records
import Replica
import Store
import Testing

extension EndToEnd {
    /// A machine whose clock is wrong by years wins nothing and blocks nobody.
    struct ClockTests {
        @Test(arguments: [-6, 6])
        func `an office whose clock is years off cannot outdo a later edit`(
            years: Int
        ) async throws {
            try await Group.with { group in
                let patient = try group.sharedPatient()
                try edit(group.a, patient, "preferredName=Wrong", Clock.ahead(years: years))
                try group.sync(group.a, group.b)
                #expect(try group.b.fields("patient", patient).text("preferredName") == "Wrong")
                try group.b.done("edit", "patient", patient, "preferredName=Right")
                try group.sync()
                for site in group.replicas {
                    let name = try site.fields("patient", patient).text("preferredName")
                    #expect(name == "Right")
                }
            }
        }

        @Test func `an office whose clock is years ahead learns so at the next sync`()
            async throws
        {
            try await Group.with { group in
                let store = try Store(
                    opening: StoreFolder(group.a.folder), kind: .replica,
                    schema: PracticeSchema.current)
                let line = try HubLine(Desk(store, clock: Clock.ahead(years: 6)))
                let summary = try await line.exchange()
                try store.close()
                #expect(summary.isClockOff)
                #expect(summary.clockOffset > 5 * 365 * 86_400_000)
            }
        }

        private func edit(
            _ site: Site, _ patient: String, _ assignment: String,
            _ clock: @escaping @Sendable () -> Timestamp
        ) throws {
            try site.open { store in
                let desk = try Desk(store, clock: clock)
                let edit = EditRecord(.patient, patient, [try Assignment(parsing: assignment)])
                try desk.perform(edit, by: Signature(nil))
            }
        }
    }
}
