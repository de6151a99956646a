package import Merge
package import Records

/// What goes to the payor beside a claim.
package struct AttachToClaim: Deed {
    /// By number, or the end of its id.
    package var claim: String
    /// As the payor's rules name it.
    package var attachment: String
    /// The number under which the payor finds it.
    package var reference: String?

    package init(_ claim: String, _ attachment: String) {
        self.claim = claim
        self.attachment = attachment
    }

    /// - Returns: the claim.
    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> RecordID {
        let claim = try ClaimBook(records).claim(claim)
        try writes.add(
            Write(
                Claim.attachments, claim.id,
                key: [
                    Claim.Attachments.attachment(attachment.kept(40)),
                    Claim.Attachments.reference(reference.map { $0.kept(60) }),
                ]))
        return claim.id
    }
}
