import Practice
package import Store

extension Store {
    /// A store of the dental group, with its schema and rules.
    ///
    /// - Throws: `StoreError`; nothing is changed when it throws.
    package static func opened(_ folder: StoreFolder, as kind: StoreKind) throws -> Store {
        try Store(
            opening: folder, kind: kind, schema: PracticeSchema.current,
            checks: .practice(PracticeSchema.current))
    }

    /// What opening the store would bring up; nothing is changed.
    ///
    /// - Throws: `StoreError`, `.schemaTooNew` for a store that a newer release wrote.
    package static func release(
        of folder: StoreFolder, as kind: StoreKind
    ) throws -> StoreRelease {
        try StoreRelease(
            of: folder, kind: kind, schema: PracticeSchema.current,
            checks: .practice(PracticeSchema.current))
    }
}
