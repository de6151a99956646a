import Dispatch
import Errands
import Identity
package import Logging
import Merge
package import Replica
import Store
package import WebDesk

extension Entrance.People {
    /// Those who have a key at a desk's machine.
    package init(at desk: Desk, logger: Logger) throws {
        self.init(
            place: try Clerk.place(of: desk),
            prove: { login, text in
                guard let passphrase = Passphrase(typed: text) else { return nil }
                // It keeps a core busy on purpose, and the pages need theirs.
                return await withCheckedContinuation { continuation in
                    DispatchQueue.global().async {
                        continuation.resume(
                            returning: Self.person(login, passphrase, at: desk, logger))
                    }
                }
            },
            stands: { person in
                do { return try desk.stands(ProvenPerson(person)) } catch {
                    logger.warning(
                        "a session could not be checked",
                        metadata: ["error": "\(Failure(error).message)"])
                    return nil
                }
            },
            clerk: { person in
                do { return try Clerk(at: desk, login: person.login) } catch { return nil }
            })
    }

    private static func person(
        _ login: String, _ passphrase: Passphrase, at desk: Desk, _ logger: Logger
    ) -> Person? {
        do {
            let proven = try desk.prove(login, with: passphrase)
            try desk.store.write { transaction in
                try transaction.audit(
                    at: desk.now, "person-proved", subject: proven.user,
                    detail: "key \(proven.number.prefix(8)), challenge "
                        + "\(proven.challenge.hexadecimal), signature "
                        + "\(proven.signature.hexadecimal)")
            }
            return Person(
                login: proven.login, user: proven.user, key: proven.number,
                challenge: proven.challenge, signature: proven.signature)
        } catch PersonKeyFault.notProven {
            return nil
        } catch {
            logger.warning(
                "a person could not be proven", metadata: ["error": "\(Failure(error).message)"])
            return nil
        }
    }
}

extension ProvenPerson {
    fileprivate init(_ person: Person) {
        self.init(
            user: person.user, login: person.login, number: person.key,
            challenge: person.challenge, signature: person.signature)
    }
}
