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
}
