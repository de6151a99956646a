/// How far a derived id is looked for.
package enum DerivedIDLimits {
    /// Nobody outside can take even the first.
    package static let roundsMax = 8
}
