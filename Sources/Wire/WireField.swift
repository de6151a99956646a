/// Names a place in a message, for the error that says what is wrong there.
package enum WireField: String, CaseIterable, Sendable {
    case frame
    case version, group, replica, schemaVersion, clock, pending, scopes, scope
    case head, position, chain
    case cursor, from, through
    case changeSets, changeSet, sealed, rowsMax, sealingKey, idSecret
    case acknowledgements, verdicts, verdict, backedUpThrough, revocations, signature
    case addresses, address
    case pageTo, rows, refusal
    case withheld
    case digest, sums, buckets, type, places, certified
    case tokenSecret, signingRequest, software, certificate, authority, role, office, outcome
    case arguments, argument, workingDirectory, standardInput, output
    case question, answer, record, day, holder, fate, reason, attribute, key, value, actor, entry
    case count
}
