import Foundation
import Testing

extension Group {
    /// Ann, who imports, and Bob, who approves.
    func addFeeUsers() throws {
        try central.done("user", "add", "ann", "--role", "coordinator")
        try central.done("user", "add", "bob", "--role", "approver")
    }

    /// Creates a fee schedule and publishes `CODE,AMOUNT` lines to every office since 2020.
    func publish(_ code: String, _ fields: [String], _ fees: String) throws {
        try central.done(["create", "fee_schedule", "code=\(code)", "name=\(code)"] + fields)
        try release(code, "Code,Fee\n" + fees, from: "2020-01-01")
    }

    /// Imports a fee file as Ann, lets Bob approve it, and publishes it to every office.
    func release(
        _ code: String, _ text: String, from day: String, _ options: [String] = []
    ) throws {
        let file = folder + "/\(code).txt"
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        let out = try central.done(
            ["fees", "import", file, "--schedule", code, "--as", "ann"] + options)
        let digest = try #require(
            out.split(separator: "\n").first { $0.hasPrefix("digest ") }?.dropFirst(7))
        try central.done("fees", "submit", code, "--as", "ann", "--reason", "looked at")
        try central.done(
            "fees", "approve", code, "--as", "bob", "--digest", String(digest.prefix(12)))
        try central.done(
            "fees", "publish", code, "--as", "ann", "--effective", day, "--audience", "all",
            "--reason", "as the letter says")
    }
}
