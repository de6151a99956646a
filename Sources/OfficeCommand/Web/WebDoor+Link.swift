package import Errands
package import Logging
package import Merge
internal import WebDesk
package import WebDoor

extension WebDoor {
    /// A door at this machine's own address, which a link opens that is printed here.
    ///
    /// - Parameters:
    ///   - clerk: runs what the pages ask for.
    ///   - isForOwnerAlone: whether programs of other users of this machine are refused.
    ///   - words: what is said as it opens, before the link.
    package static func byLink(
        to clerk: Clerk, port: Int, isForOwnerAlone: Bool, saying words: String,
        on console: Console, logger: Logger, clock: @escaping @Sendable () -> Timestamp
    ) -> WebDoor {
        let gate = Gate()
        return WebDoor(port: port, logger: logger, isForOwnerAlone: isForOwnerAlone) { port in
            let invite: @Sendable () -> Void = {
                console.line("http://127.0.0.1:\(port)/enter/\(gate.link())")
            }
            console.say(words)
            invite()
            let pages = WebDesk(
                .link(clerk, lockedOut: invite), gate: gate, rules: DoorRules(port: port),
                clock: clock)
            return WebDoor.Answer(bytesMax: pages.bytesMax) { await pages.answer($0) }
        }
    }
}
