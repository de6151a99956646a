import Merge

extension ReplicaTroubles {
    /// The certificate that browsers see: nothing renews it by itself.
    static func deskCertificate(_ facts: ReplicaFacts) -> [Trouble] {
        guard let days = facts.deskCertificateDays, days < HealthLimits.deskCertificateDaysMin
        else { return [] }
        let end =
            days < 0
            ? "ended \(Counted(-days, "day")) ago, and browsers refuse it"
            : "ends in \(Counted(days, "day"))"
        return [
            Trouble(
                .deskCertificateEnds,
                "the certificate of the desk on the network \(end): run `bridgework desk authority "
                    + "--renew`, or remove the store's folder `web` where no desk uses it")
        ]
    }
}
