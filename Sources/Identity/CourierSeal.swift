/// A courier file's bytes: sealed for one key, in the form that backups have, under a name and a
/// purpose of its own.
package enum CourierSeal {
    /// - Parameter key: whose private half opens it: an uncompressed point of P-256.
    /// - Throws: `BackupFault` where that is no key.
    package static func sealed(
        _ plain: [UInt8], for key: [UInt8]
    ) throws(BackupFault) -> [UInt8] {
        var file: [UInt8] = []
        var sealer = try BackupSealer(courierFor: key, start: &file)
        var rest = plain[...]
        while rest.count > BackupSealer.pieceBytes {
            file += try sealer.seal(Array(rest.prefix(BackupSealer.pieceBytes)))
            rest = rest.dropFirst(BackupSealer.pieceBytes)
        }
        return file + (try sealer.seal(Array(rest), isLast: true))
    }

    /// - Throws: `BackupFault.otherKey` where it was sealed for another key, `.noBackup` where it
    ///   is no courier file, and others where it is not what was written.
    package static func opened(
        _ file: [UInt8], with key: SealingKey
    ) throws(BackupFault) -> [UInt8] {
        var opener = BackupOpener(courierWith: key)
        let plain = try opener.open(file)
        try opener.finish()
        return plain
    }
}
