/// Why a restored hub does not go on as it was told.
package enum ResumeProblem: Error, Equatable, Sendable, CustomStringConvertible {
    case badHost
    /// The hub was not restored, or has heard everybody.
    case awaitsNobody
    case notAwaited(String, all: [String])

    package var description: String {
        switch self {
        case .badHost: "--host takes a name or an address, as offices call it"
        case .awaitsNobody: "the hub waits for nobody: it serves"
        case .notAwaited(let name, let all):
            "the hub does not wait for a machine \(name), but for: "
                + all.joined(separator: ", ")
        }
    }
}
