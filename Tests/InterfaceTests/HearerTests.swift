import Foundation
import Testing

@testable import Interface

/// Whom an agent tells, as it is typed.
struct HearerTests {
    @Test func `kinds and a command are read, and the command is kept as it is`() throws {
        let hearer = try Hearer(command: "conflict,gap mail -s 'a  b' me")
        #expect(hearer.kinds == [.conflict, .gap])
        #expect(hearer.way == .command("mail -s 'a  b' me"))
        #expect(hearer.description == "command for conflict,gap")
    }

    @Test(arguments: ["", "conflict", "conflict ", "dragon run", ",", "missed run", ", run"])
    func `what names no kind or no command is refused`(text: String) {
        #expect(throws: HearerProblem.self) { try Hearer(command: text) }
    }

    @Test(arguments: [
        "https://example.test/hook", "http://127.0.0.1:8080/", "http://localhost/x",
        "http://[::1]:80/", "gap https://example.test/hook?key=1",
    ])
    func `an address is https, or on this machine`(text: String) throws {
        #expect(try Hearer(webhook: text).description.hasPrefix("webhook for "))
    }

    @Test(arguments: [
        "", "http://example.test/", "ftp://127.0.0.1/", "example.test", "https://",
        "http://127.0.0.1.example.test/", "a b c", "dragon https://example.test/",
    ])
    func `another address is refused`(text: String) {
        #expect(throws: HearerProblem.self) { try Hearer(webhook: text) }
    }

    @Test func `an address alone hears all but plain changes`() throws {
        let hearer = try Hearer(webhook: "https://example.test/")
        #expect(hearer.kinds.contains(.conflict) && !hearer.kinds.contains(.change))
    }

    @Test func `a hearer's name tells nothing, and others have others`() throws {
        let one = try Hearer(webhook: "https://example.test/secret")
        let same = try Hearer(webhook: "https://example.test/secret")
        let other = try Hearer(webhook: "gap https://example.test/secret")
        #expect(one.name == same.name && one.name != other.name)
        #expect(!one.name.contains("secret") && !one.description.contains("secret"))
    }
}
