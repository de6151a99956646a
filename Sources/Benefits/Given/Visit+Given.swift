internal import Merge
package import Records

extension Visit {
    /// - Parameter estimate: a record of an estimate.
    package init(_ estimate: RecordView) {
        self.init(
            patient: estimate[GivenEstimate.patient], office: estimate[GivenEstimate.office],
            serviceOn: estimate[GivenEstimate.serviceOn])
    }
}
