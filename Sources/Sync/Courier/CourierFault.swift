/// Why a courier file was not written or not taken in; nothing has changed then, but for what
/// `hubRestoring` says.
package enum CourierFault: Error, Equatable, Sendable, CustomStringConvertible {
    case notCourier
    /// Cut short, altered, or not readable.
    case damaged
    case tooLarge(bytes: Int, limit: Int)
    /// It is sealed for another key, or addressed to another replica.
    case otherAddressee
    case otherGroup
    /// Its signature is not that of whom it names.
    case unsigned
    case laterRelease
    /// It goes the other way.
    case wrongWay(isUp: Bool)
    case unreadable(String)
    /// What it is to be sealed for is no key.
    case badAnswerKey
    /// The hub was made of a backup and waits for machines that call over a line.
    case hubRestoring
    /// This replica never heard its hub's key.
    case neverSynced
    /// The hub has taken in no file of that machine.
    case nothingTaken(String)
    case unknownMachine(String)
    /// More files wait for what is before them than may.
    case tooManyWaiting(limit: Int)

    package var description: String {
        switch self {
        case .notCourier: "that file is no courier file: nothing was changed"
        case .damaged:
            "the courier file is not what was written: copy it again; nothing was changed"
        case .tooLarge(let bytes, let limit):
            "the file has \(bytes) bytes, and a courier file has at most \(limit): nothing was "
                + "changed"
        case .otherAddressee:
            "the courier file is for another machine, or was made before this one joined: nothing "
                + "was changed"
        case .otherGroup: "the courier file is another group's: nothing was changed"
        case .unsigned:
            "the courier file was not signed by whom it names: nothing was changed; ask whoever "
                + "handed it over where it comes from"
        case .laterRelease:
            "a later release wrote the courier file: upgrade this machine; nothing was changed"
        case .wrongWay(isUp: true):
            "the courier file goes to the hub: `bridgework-hub courier import` takes it"
        case .wrongWay(isUp: false):
            "the courier file goes to an office: `bridgework courier import` takes it there"
        case .unreadable(let path): "\(path) cannot be read: check its name and permissions"
        case .badAnswerKey:
            "the file would be sealed for a key that is none: have the machine write its file "
                + "again with `bridgework courier export FILE`"
        case .hubRestoring:
            "the hub was restored from a backup and waits for its machines: the file's list of "
                + "who was shut out was taken in and nothing else, because a file may be old; "
                + "have the machine call over a line, or do without it by `bridgework-hub resume "
                + "--without NAME`, then bring the file again"
        case .neverSynced:
            "this replica has never talked with its hub and does not know its key: run "
                + "`bridgework sync` once, then go by file"
        case .nothingTaken(let name):
            "no courier file of \(name) was taken in yet, so where it stands is not known: have "
                + "it write one with `bridgework courier export FILE`"
        case .unknownMachine(let name):
            "no machine \(name) may connect: `bridgework-hub replicas` lists those that may"
        case .tooManyWaiting(let limit):
            "\(limit) courier files wait already for what is before them: bring that in first, or "
                + "write a new one with `bridgework courier export FILE`"
        }
    }
}
