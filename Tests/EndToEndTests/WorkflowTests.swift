import Testing

extension EndToEnd {
    /// Steps that people take apart from each other.
    struct WorkflowTests {
        /// A case at A01 in review, known to the centre and the office.
        private func caseInReview(_ group: Group) throws -> String {
            let desk = group.central
            try desk.done(
                "create", "organization", "legalName=Synthetic Dental", "tin=900000001")
            try desk.done("contract", "add", "C1", "--payor", "P1", "--offices", "A01")
            try desk.done(
                "create", "practitioner", "npi=2000000002", "family=Synth", "given=Ada")
            let id = try desk.done(
                "create", "enrollment", "practitioner=2000000002", "contract=C1", "office=A01")
            for event in ["prepare", "submit", "ack"] {
                try desk.done("step", "log", "enrollment", id, event)
            }
            try group.sync()
            return id
        }

        @Test func `a licence suspended at one desk while another renews it shows suspended`()
            async throws
        {
            try await Group.with { group in
                let second = try group.secondCentral()
                try group.central.done(
                    "create", "practitioner", "npi=2000000002", "family=Synth", "given=Ada")
                let id = try group.central.done(
                    "create", "credential", "practitioner=2000000002", "kind=licence",
                    "offices+=A01")
                try group.central.done("step", "log", "credential", id, "verified")
                try group.sync(group.central, second, group.a)
                try group.central.done("step", "log", "credential", id, "suspended")
                try second.done("step", "log", "credential", id, "renewed")
                try group.sync(second, group.central, second, group.a)
                for site in [group.central, second, group.a] {
                    #expect(
                        try site.run("step", "list", "credential", id)
                            .err.contains("state suspended"))
                    #expect(try site.conflicts().isEmpty)
                }
            }
        }

        @Test func `an office logs its own steps and asks for the others`() async throws {
            try await Group.with { group in
                let id = try caseInReview(group)
                try group.central.done("step", "log", "enrollment", id, "deficiency")
                try group.sync(group.central, group.a)
                let asked = try group.a.run("step", "log", "enrollment", id, "withdraw")
                #expect(asked.code == 0 && asked.err.contains("proposal"))
                try group.a.done("step", "log", "enrollment", id, "resubmit")
                try group.sync(group.a, group.central)
                #expect(
                    try group.central.run("step", "list", "enrollment", id)
                        .err.contains("state inReview"))
                let illegal = try group.central.run("step", "log", "enrollment", id, "ack")
                #expect(illegal.code == 1 && illegal.err.contains("possible now"))
                let bare = try group.central.run("step", "log", "enrollment", id, "denied")
                #expect(bare.code == 1 && bare.err.contains("comment"))
                #expect(try group.central.run("step", "list", "payor", "P1").code == 1)
            }
        }

        @Test func `workflows are printed as tables and diagrams`() throws {
            let all = try Run(Binaries.office.url, ["workflow", "--format", "json"]).end()
            for name in try all.rows.compactMap({ $0.text("name") }) {
                let dot = try Run(
                    Binaries.office.url, ["workflow", name, "--format", "dot"]
                ).end()
                #expect(dot.code == 0 && dot.text.hasPrefix("digraph"))
            }
            let rows = try Run(
                Binaries.office.url, ["workflow", "enrollment", "--format", "json"]
            ).end().rows
            #expect(
                rows.contains { $0.text("from") == "preparing" && $0.text("to") == "submitted" })
            #expect(try Run(Binaries.office.url, ["workflow", "nonsense"]).end().code == 2)
        }
    }
}
