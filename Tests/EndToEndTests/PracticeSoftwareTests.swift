import Foundation
import Testing

extension EndToEnd {
    /// The practice's own software at a real agent, in another language.
    @Suite(.enabled(if: OfficeScript.isAvailable))
    struct PracticeSoftwareTests {
        /// A group whose office A01 has an agent and knows the program `pms`.
        private func withAgent(
            _ options: [String] = ["--live"],
            _ body: (Group, Daemon, OfficeScript) throws -> Void
        ) async throws {
            try await Group.with { group in
                try group.central.done(
                    "user", "add", "pms", "--role", "service", "--office", "A01")
                try group.sync(group.central, group.a)
                let agent = try group.agent(group.a, options)
                try body(group, agent, try OfficeScript(for: group.a))
                _ = agent.stop()
            }
        }

        private func sql(_ folder: String, _ text: String) throws {
            let done = try Run(
                URL(filePath: "/usr/bin/python3"),
                [
                    "-c",
                    "import sqlite3, sys; sqlite3.connect(sys.argv[1], isolation_level=None)"
                        + ".executescript(sys.argv[2])",
                    folder + "/pms.db", text,
                ]
            ).end()
            try #require(done.code == 0, "\(done)")
        }

        @Test
        func `a practice's database is mirrored, and a day that lost an appointment loses it`()
            async throws
        {
            try await withAgent { group, _, program in
                let patients = group.folder + "/patients.csv"
                let head = "patient_system,patient_number,family_name,given_name,birth_date\n"
                try (head + "pms,4711,S,A,1990-01-01\n").write(
                    toFile: patients, atomically: true, encoding: .utf8)
                try group.a.done("import", "patients", patients)
                try sql(
                    group.folder,
                    "CREATE TABLE appointment (id, day, time, npi, patient, state, codes);"
                        + "INSERT INTO appointment VALUES"
                        + " (1, date('now', '+2 days'), '09:30', NULL, 4711, 'booked', 'D0120'),"
                        + " (2, date('now', '+2 days'), '10:30', NULL, 4711, NULL, NULL),"
                        + " (3, date('now', '+9 days'), NULL, NULL, 4711, 'booked', 'D1110 D0120')")
                let database = group.folder + "/pms.db"
                let mirror = { try program.example("mirror-appointments.py", database) }
                #expect(try mirror().text == "3 new, 0 changed, 0 the same")
                #expect(try mirror().text == "0 new, 0 changed, 3 the same")
                let rows = try group.a.rows("appointment", "list")
                #expect(rows.map { $0.text("number") } == ["1", "2", "3"])
                #expect(rows[2]["codes"] as? [String] == ["D0120", "D1110"])
                try sql(
                    group.folder,
                    "DELETE FROM appointment WHERE id = 3;"
                        + "UPDATE appointment SET day = date('now', '+9 days') WHERE id = 2;")
                #expect(try mirror().text == "0 new, 2 changed, 1 the same")
                #expect(
                    try group.a.rows("appointment", "list").map { $0.text("number") } == ["1", "2"])
                #expect(try group.a.rows("appointment", "list", "--all").count == 3)
                // A patient whom nobody knows keeps all of it out, and is named by its row alone.
                try sql(
                    group.folder,
                    "INSERT INTO appointment VALUES"
                        + " (4, date('now', '+2 days'), NULL, NULL, 815, NULL, NULL)")
                let refused = try mirror()
                #expect(refused.code == 1)
                #expect(refused.err.hasPrefix("MALFORMED rows["), "\(refused)")
                #expect(refused.err.contains("patient_number") && !refused.err.contains("815"))
                #expect(try group.a.rows("appointment", "list").count == 2)
            }
        }

        @Test func `a program that cannot use the socket calls over TLS with its token`()
            async throws
        {
            let port = FreePort.pair()
            try await withAgent(["--live", "--api-listen", "127.0.0.1:\(port)"]) {
                group, agent, program in
                // No certificate is there yet: the agent works, and says what is missing.
                let isTold = Deadline.reached(within: 20) {
                    agent.said.contains("programs are not answered over TLS")
                }
                #expect(isTold && agent.said.contains("desk authority"), "\(agent.said)")
                _ = agent.stop()
                let root = try group.a.done("desk", "authority", "--host", "127.0.0.1")
                let token = group.folder + "/token"
                try group.a.done("user", "token", "pms").write(
                    toFile: token, atomically: true, encoding: .utf8)
                let again = try group.agent(
                    group.a, ["--live", "--api-listen", "127.0.0.1:\(port)"])
                #expect(Deadline.reached(within: 20) { FreePort.answers(port) }, "\(again.said)")
                try sql(
                    group.folder,
                    "CREATE TABLE appointment (id, day, time, npi, patient, state, codes)")
                let mirror = {
                    try program.example(
                        "mirror-appointments.py", at: port, token: token, root: root,
                        group.folder + "/pms.db")
                }
                let outcome = try mirror()
                #expect(outcome.text == "0 new, 0 changed, 0 the same", "\(outcome)")
                // The login's next token ends this one, and the socket asks for none.
                try group.a.done("user", "token", "pms")
                let refused = try mirror()
                #expect(refused.code != 0 && refused.err.contains("UNAUTHENTICATED"))
                let other = try group.a.done("user", "token", "pms")
                try other.write(toFile: token, atomically: true, encoding: .utf8)
                #expect(try mirror().code == 0)
                try group.a.done("user", "token", "pms", "--remove")
                #expect(try mirror().err.contains("UNAUTHENTICATED"))
                #expect(
                    try program.example("mirror-appointments.py", group.folder + "/pms.db").code
                        == 0)
                #expect(try group.a.run("user", "token", "nobody").code == 1)
                #expect(!again.said.contains(other))
                for place in ["0.0.0.0:7448", "127.0.0.1", "10.0.0.7:7448", "127.0.0.1:x"] {
                    #expect(try group.b.run("agent", "--api-listen", place).code == 2, "\(place)")
                }
                #expect(again.stop() == 0)
            }
        }

        @Test func `bad frames, huge frames and unknown fields are answered as what they are`()
            async throws
        {
            try await withAgent { group, agent, program in
                let outcome = try program.run(
                    """
                    print(status(b"\\xff\\xff\\xff\\xff"))
                    print(status(b"\\x08"))
                    print(status(create("A" * (5 << 20)).SerializeToString()))
                    print(status(b""))
                    print(code(call(office.OfficeRequest(version=9, client="pms"))))
                    print(code(ask()))
                    newer = request(hello=office.HelloRequest()).SerializeToString()
                    reply = office.OfficeReply.FromString(raw(newer + b"\\xfa\\xff\\x01\\x02hi"))
                    print(reply.hello.office_code)
                    unknown = request().SerializeToString() + b"\\xfa\\xff\\x01\\x02hi"
                    print(code(office.OfficeReply.FromString(raw(unknown))))
                    print(code(ask(client="nobody", hello=office.HelloRequest())))
                    other = channel.unary_unary("/bridgework.v1.Office/Nothing")
                    try:
                        other(b"", timeout=20)
                    except grpc.RpcError as error:
                        print(error.code().name)
                    """)
                #expect(
                    outcome.lines == [
                        "INVALID_ARGUMENT", "INVALID_ARGUMENT", "RESOURCE_EXHAUSTED", "answered",
                        "UNSUPPORTED_VERSION", "MALFORMED", "A01", "MALFORMED", "UNKNOWN_CLIENT",
                        "UNIMPLEMENTED",
                    ], "\(outcome)")
                #expect(agent.isRunning)
                #expect(try group.a.rows("list", "patient").isEmpty)
            }
        }

        @Test func `of two programs that write at once one is told that it saw too little`()
            async throws
        {
            try await withAgent { group, _, program in
                let outcome = try program.run(
                    """
                    made = call(create("Ada")).written
                    record, results = read(made.id), []
                    def write(number):
                        for other in range(20): call(create(f"P{number}-{other}"))
                        results.append(code(change(record, f"Name{number}")))
                    threads = [threading.Thread(target=write, args=[n]) for n in range(4)]
                    for thread in threads: thread.start()
                    for thread in threads: thread.join()
                    print(*sorted(results))
                    """)
                #expect(
                    outcome.text == "STALE_BASIS STALE_BASIS STALE_BASIS done", "\(outcome)")
                #expect(try group.a.rows("list", "patient").count == 81)
                // What was written is on its way to the centre, and does not change the basis.
                let again = try program.run(
                    """
                    import time
                    found = ask(find=office.FindRequest(type="patient", where=[
                        office.FieldFilter(field="given", value="Ada")])).records.records[0]
                    for _ in range(300):
                        level = ask(hello=office.HelloRequest()).hello.level_at
                        time.sleep(0.01)
                    print(code(change(found, "Later")))
                    """)
                #expect(again.text == "done", "\(again)")
            }
        }

        @Test func `an agent killed in the middle of a bulk has taken all of it or nothing`()
            async throws
        {
            try await withAgent { group, agent, program in
                try group.a.done(
                    "create", "patient", "family=S", "given=A", "birthDate=1990-01-01",
                    "externalIds+=A01;pms;1")
                let bulk = """
                    rows = [office.AppointmentRow(office="A01", number=f"K-{n}", date="2027-02-01",
                        patient_system="pms", patient_number="1") for n in range(3000)]
                    print("ready", flush=True)
                    try:
                        put = ask(put_appointments=office.PutAppointmentsRequest(rows=rows)).put
                        print(put.created, put.same)
                    except grpc.RpcError as error:
                        print(error.code().name)
                    """
                let first = try program.start(bulk)
                #expect(try Deadline.reached(within: 20) { try first.soFar().contains("ready") })
                Deadline.pause(0.3)
                agent.kill()
                let told = try first.end()
                let next = try group.agent(group.a)
                let count = try group.a.rows("appointment", "list", "--from", "2027-01-01").count
                #expect(count == 0 || count == 3_000, "\(count)")
                let wasTold = told.lines.contains("3000 0")
                #expect(!wasTold || count == 3_000, "\(told)")
                let second = try program.run(bulk)
                #expect(second.lines.last == (count == 0 ? "3000 0" : "0 3000"), "\(second)")
                #expect(next.stop() == 0)
            }
        }

        @Test(.enabled(if: geteuid() == 0))
        func `a program of another user of the machine is not let in`() async throws {
            try await withAgent { _, _, program in
                let lines =
                    "print(status(request(hello=office.HelloRequest()).SerializeToString()))"
                #expect(try program.run(lines).text == "answered")
                let other = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
                let outcome = try program.run(lines, as: other)
                // It may not even read the program's own folder.
                #expect(outcome.text == "UNAVAILABLE" || outcome.err.contains("Permission denied"))
                #expect(outcome.text != "answered")
            }
        }

        @Test func `a program that was disabled is not heard any more`() async throws {
            try await withAgent { group, _, program in
                #expect(try program.run("print(code(call(create('Ada'))))").text == "done")
                try group.central.done("user", "disable", "pms")
                try group.sync(group.central)
                let isShut = try Deadline.reached(within: 20) {
                    try program.run("print(code(call(create('Bo'))))").text == "UNKNOWN_CLIENT"
                }
                #expect(isShut)
            }
        }
    }
}
