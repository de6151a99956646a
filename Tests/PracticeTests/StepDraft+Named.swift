import Merge
import Records

extension StepDraft {
    /// What the draft says of the fact of that name, for tests that are told names.
    subscript(named name: String) -> Scalar? {
        get { facts.last { $0.name == name }?.scalar }
        set {
            facts.removeAll { $0.name == name }
            guard let newValue else { return }
            facts.append(AnyRecord.Field(name, .text(max: 1))(newValue))
        }
    }
}
