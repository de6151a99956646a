import Testing

extension EndToEnd {
    /// Programs read what listings print: columns, their order and their kinds stay.
    struct ShapeTests {
        private func expect(
            _ site: Site, _ command: [String], _ shape: String,
            at place: SourceLocation = #_sourceLocation
        ) throws {
            let csv = try site.done(command + ["--format", "csv"], at: place)
            let columns = try #require(csv.split(separator: "\n").first, sourceLocation: place)
                .split(separator: ",").map(String.init)
            let json = try site.done(command + ["--format", "json"], at: place)
            let found = try JSON.shape(json, columns).joined(separator: " ")
            #expect(found == shape, "\(command)", sourceLocation: place)
        }

        @Test func `the office's listings keep their shape`() async throws {
            try await Group.with { group in
                let patient = try group.sharedPatient()
                try group.a.done("edit", "patient", patient, "sexForClaims=M")
                try group.b.done("edit", "patient", patient, "sexForClaims=F")
                try group.a.done("edit", "office", "A01", "region=North")
                try group.sync()
                let conflict = try #require(try group.a.conflicts().first?.text("id"))
                let proposal = try #require(
                    try group.a.rows("proposals", "list").first?.text("id"))
                try expect(group.a, ["list"], "type:text count:number summary:text")
                try expect(
                    group.a, ["list", "payor", "--fields"],
                    "field:text kind:text unit:text shape:text")
                try expect(group.a, ["digest"], "type:text count:number digest:text")
                try expect(
                    group.a, ["conflicts", "list"],
                    "id:text kind:text severity:text type:text record:text name:text "
                        + "attribute:text offices:list status:text assignee:null "
                        + "deferredUntil:null blocked:number candidates:number since:text")
                let sheet = try Outcome(
                    code: 0,
                    out: group.a.done("conflicts", "show", conflict, "--format", "json"), err: ""
                ).object
                let own = ["blocking", "candidates", "recommended", "reasons", "choices", "seen"]
                #expect(Set(sheet.keys).isSuperset(of: own))
                try expect(
                    group.a, ["proposals", "list"],
                    "id:text status:text type:text record:text name:text attribute:text "
                        + "office:text why:null reason:text since:text")
                try expect(
                    group.a, ["proposals", "show", proposal],
                    "what:text attribute:text key:null value:text")
                try expect(
                    group.a, ["status"],
                    "group:text replica:text role:text office:text position:number level:text "
                        + "lag:number lagSeconds:number catchingUp:flag pending:number "
                        + "pendingSince:null conflicts:number blocking:number "
                        + "conflictsByAge:object proposals:number quarantine:number custody:number "
                        + "clockOffsetMs:number certificateDays:number deskCertificateDays:null "
                        + "equal:flag equalAt:text incidents:number lastFailure:null "
                        + "lastFailureAt:null courier:object lastBackup:null events:list "
                        + "ops:object versions:object troubles:list")
                try expect(
                    group.a, ["sync"],
                    "position:number pushed:number received:number clockOffsetMs:number "
                        + "bytesSent:number bytesReceived:number messagesSent:number "
                        + "messagesReceived:number equal:flag repaired:number")
            }
        }

        @Test func `records keep the columns of the schema`() async throws {
            try await Group.with { group in
                try expect(
                    group.a, ["list", "payor"],
                    try group.a.rows("list", "payor", "--fields").compactMap { $0.text("field") }
                        .reduce("id:text") { text, field in
                            let given = ["code": "text", "name": "text"]
                            let lists = [
                                "payorIds", "aliases", "documents", "notes", "contacts",
                                "authorizationRules", "attachmentRules",
                            ]
                            let kind = given[field] ?? (lists.contains(field) ? "list" : "null")
                            return text + " \(field):\(kind)"
                        })
            }
        }

        @Test func `one record as JSON keeps its members`() async throws {
            try await Group.with { group in
                let patient = try group.sharedPatient()
                let text = try group.a.done(
                    "show", "patient", patient, "--history", "--format", "json")
                let found = try Outcome(code: 0, out: text, err: "").object
                #expect(
                    found.keys.sorted() == ["conflicts", "fields", "history", "id", "type"])
                let steps = try #require(found["history"] as? [[String: Any]])
                #expect(
                    steps.first?.keys.sorted()
                        == [
                            "at", "by", "counted", "entry", "fate", "field", "office", "position",
                            "reason", "replaced", "replica", "saw", "value", "verdict",
                        ])
            }
        }

        @Test func `the hub's listings keep their shape`() async throws {
            try await Group.with { group in
                try expect(
                    group.hub, ["replicas"],
                    "id:text name:text role:text office:null status:text enrolled:text "
                        + "expires:text lastSeen:text lastAddress:text scopes:text")
                try expect(
                    group.hub, ["events"], "at:text event:text subject:null detail:text")
                try expect(
                    group.hub, ["audit"],
                    "account:text writes:number pending:number current:number removal:number "
                        + "outranked:number superseded:number conflict:number proposed:number "
                        + "custody:number quarantined:number redacted:number missing:number "
                        + "reasons:object")
                try expect(
                    group.hub, ["audit", "--list", "current"],
                    "at:text account:text changeSet:text op:number position:number replica:text "
                        + "actor:null type:text record:text attribute:text fate:text by:null")
                try expect(
                    group.hub, ["history"],
                    "number:number at:text account:text actor:null replica:text reason:text "
                        + "writes:object records:number types:list changeSet:text")
                try expect(group.hub, ["digest"], "type:text count:number digest:text")
                try expect(
                    group.hub, ["status"],
                    "group:text name:text position:number chain:text replicas:number "
                        + "conflicts:number blocking:number conflictsByAge:object "
                        + "proposals:number quarantine:number custody:number "
                        + "lastFailure:null lastFailureAt:null closedAtDoor:number "
                        + "closedAtDoorAt:null lastBackup:null courierUnanswered:number "
                        + "ops:object versions:object "
                        + "idSecret:number "
                        + "idSecretAwaited:number addressesAwaited:number "
                        + "troubles:list machines:list"
                )
                let invite = try group.hub.rows("invite", "--office", "A01")
                let keys = ["expires", "fingerprint", "name", "replaces", "token"]
                #expect(invite.first?.keys.sorted() == keys)
            }
        }
    }
}
