internal import Foundation
internal import Merge

extension IDSecret {
    init(wire secret: Bridgework_V1_IdSecret) throws(WireError) {
        let holder: Holder =
            secret.hasOffice ? .office(try RecordID(wire: secret.office, .office)) : .centre
        let version = try WireField.version.version(secret.version)
        guard let read = IDSecret(holder, version: version, bytes: secret.secret) else {
            throw .malformed(.idSecret)
        }
        self = read
    }

    var wire: Bridgework_V1_IdSecret {
        var secret = Bridgework_V1_IdSecret()
        secret.version = version
        secret.secret = Data(bytes)
        if case .office(let office) = holder { secret.office = office.wire }
        return secret
    }
}
