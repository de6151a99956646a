import Merge
import Testing

@testable import Identity

struct PrincipalTests {
    static let group = "01900000-0000-7000-8000-0000000000a1"
    static let office = "01900000-0000-7000-8000-0000000000b2"
    static let replica = "01900000-0000-7000-8000-0000000000c3"

    @Test(arguments: [
        "office/\(office)", "coordinator", "admin", "hub",
    ])
    func `every seat reads back what it wrote`(seat: String) throws {
        let uri = "spiffe://\(Self.group)/\(seat)/replica/\(Self.replica)"
        let principal = try #require(Principal(uri: uri))
        #expect(principal.uri == uri)
        #expect(principal.group.description == Self.group)
        #expect(principal.replica.description == Self.replica)
        #expect(seat.hasPrefix(principal.role.rawValue))
        #expect(principal.office?.description == (principal.role == .office ? Self.office : nil))
    }

    @Test(arguments: [
        "", "/", "//////", "spiffe://", "spiffe://\(group)",
        "spiffe://\(group)/coordinator", "spiffe://\(group)/coordinator/replica/",
        "spiffe://\(group)/coordinator/replica/\(replica)/",
        "spiffe://\(group)/coordinator/replica/\(replica)?x",
        "spiffe://\(group)/coordinator/replica/\(replica) ",
        "spiffe://\(group)/coordinator/replica/\(replica)\0",
        "spiffe://\(group)/coordinator/replica/{\(replica)}",
        "spiffe://\(group)/coordinator//replica/\(replica)",
        "spiffe://\(group)/coordinator/\(office)/replica/\(replica)",
        "spiffe://\(group)/coordinator/device/\(replica)",
        "spiffe://\(group)/Coordinator/replica/\(replica)",
        "spiffe://\(group)/root/replica/\(replica)",
        "spiffe://\(group)/office/replica/\(replica)",
        "spiffe://\(group)/office//replica/\(replica)",
        "spiffe://\(group)/office/\(office)/replica",
        "spiffe://\(group)/office/\(office)/\(office)/replica/\(replica)",
        "spiffe://\(group.uppercased())/coordinator/replica/\(replica)",
        "spiffe://0190000000007000800000000000000a1/coordinator/replica/\(replica)",
        "spiffe://user@\(group)/coordinator/replica/\(replica)",
        "spiffe://\(group):443/coordinator/replica/\(replica)",
        "SPIFFE://\(group)/coordinator/replica/\(replica)",
        "https://\(group)/coordinator/replica/\(replica)",
        "spiffe:\(group)/coordinator/replica/\(replica)",
        "spiffe://\(group)/coordinator/replica/\(replica.replacing("c", with: "с"))",
        "spiffe://\(group)/coordinator/replica/" + String(repeating: "0", count: 100_000),
    ])
    func `any other spelling is refused`(uri: String) {
        #expect(Principal(uri: uri) == nil)
    }

    @Test func `every single changed character changes or spoils the name`() throws {
        let uri = "spiffe://\(Self.group)/office/\(Self.office)/replica/\(Self.replica)"
        let principal = try #require(Principal(uri: uri))
        for position in uri.utf8.indices {
            var changed = uri
            let old = changed[position]
            changed.replaceSubrange(position...position, with: old == "7" ? "8" : "7")
            #expect(Principal(uri: changed) != principal, "\(changed)")
        }
    }
}
