import Foundation
import Merge
import Testing

@testable import Store

/// Somebody's own statement reads what people see, and does nothing else.
struct StoreQueryTests {
    private func office(_ scratch: ScratchFolder) throws -> Office {
        let office = try Office(in: scratch, isSealed: true)
        for number in 0..<3 {
            try office.write(Sample.write(Sample.id(number), "label", .text("label \(number)")))
        }
        return office
    }

    @Test func `rows come as texts, while the store is open`() throws {
        let scratch = try ScratchFolder()
        let office = try office(scratch)
        let answer = try StoreQuery(of: office.folder).run(
            "SELECT label, NULL AS missing, x'0aff' AS bytes FROM thing ORDER BY label LIMIT 1;")
        #expect(answer.columns == ["label", "missing", "bytes"])
        #expect(answer.rows == [["label 0", nil, "0aff"]])
    }

    @Test(arguments: [
        "DELETE FROM thing", "UPDATE thing SET label = 'x'", "DROP TABLE thing", "BEGIN",
        "CREATE TEMP TABLE t (a)", "ATTACH ':memory:' AS x", "DETACH x", "VACUUM",
        "VACUUM INTO 'copy'", "PRAGMA journal_mode = DELETE", "PRAGMA user_version",
        "SELECT value FROM meta", "SELECT value FROM META", "SELECT (SELECT max(value) FROM meta)",
        "WITH m AS (SELECT * FROM meta) SELECT * FROM m", "SELECT load_extension('x')",
        "EXPLAIN DELETE FROM thing", "SELECT * FROM pragma_database_list",
    ])
    func `what does more than read is refused`(_ sql: String) throws {
        let scratch = try ScratchFolder()
        let office = try office(scratch)
        #expect(throws: (any Error).self) { try StoreQuery(of: office.folder).run(sql) }
        #expect(try office.store.read { try $0.count(of: Sample.thing) } == 3)
        #expect(try office.store.integrityProblems() == [])
    }

    @Test func `two statements and a misspelt one are told apart`() throws {
        let scratch = try ScratchFolder()
        let office = try office(scratch)
        let query = StoreQuery(of: office.folder)
        #expect(throws: QueryFault.severalStatements) { try query.run("SELECT 1; SELECT 2") }
        #expect(throws: QueryFault.notUnderstood("near \"SELEC\": syntax error")) {
            try query.run("SELEC 1")
        }
    }

    @Test func `a list without an end is cut off`() throws {
        let scratch = try ScratchFolder()
        let office = try office(scratch)
        #expect(throws: QueryFault.tooManyRows) {
            try StoreQuery(of: office.folder).run(
                "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n")
        }
    }
}
