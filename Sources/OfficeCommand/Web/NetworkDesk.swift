import ArgumentParser
import CoreFoundation
import Foundation
import Identity
import Replica
import Store
import Tables
import WebDesk
import WebDoor

/// Where and as what a desk shows itself to the network.
struct NetworkDesk {
    let address: String
    let port: Int
    /// The names and addresses that people type.
    let names: [String]
    let tls: DoorTLS
    /// What looks whether the certificate was renewed.
    let watch: CertificateWatch

    /// - Parameters:
    ///   - place: `ADDRESS`, `ADDRESS:PORT` or `[ADDRESS]:PORT`.
    ///   - port: where the place names none.
    ///   - pair: the files of a certificate and its key; the store's own where none are given.
    ///   - hosts: the names that count; those of the certificate where none are given.
    init(
        at place: String, port: Int, _ pair: (certificate: String, key: String)?,
        hosts: [String], store: StoreFolder
    ) throws {
        (address, self.port) = try NetworkDesk.parted(place, port)
        let certificate = try NetworkDesk.certificate(pair, in: store)
        for host in hosts where !certificate.speaks(for: host) {
            throw WebCertificateFault.notFor(host)
        }
        let named = hosts.isEmpty ? certificate.hosts : hosts
        guard !named.isEmpty else { throw WebCertificateFault.namesNobody }
        names = named
        let tls = try DoorTLS(chainPEM: certificate.chainPEM, keyPEM: certificate.keyPEM)
        self.tls = tls
        watch = CertificateWatch(showing: certificate, for: named, tls) {
            try NetworkDesk.certificate(pair, in: store)
        }
    }

    /// What people type into the browser.
    func link(_ port: Int) -> String {
        let host = names[0].contains(":") ? "[\(names[0])]" : names[0]
        return port == 443 ? "https://\(host)/" : "https://\(host):\(port)/"
    }

    /// For whom the store's own certificate speaks, though it may have expired.
    static func hosts(in folder: KeyFolder) throws -> [String] {
        try WebCertificate.hosts(in: folder.read(.webCertificate))
    }

    /// What the files hold, if it serves.
    static func certificate(
        _ pair: (certificate: String, key: String)?, in store: StoreFolder
    ) throws -> WebCertificate {
        let texts = try texts(pair, in: store)
        return try WebCertificate(
            chainPEM: texts.chain, keyPEM: texts.key, now: SystemClock.now().date)
    }

    private static func texts(
        _ pair: (certificate: String, key: String)?, in store: StoreFolder
    ) throws -> (chain: String, key: String) {
        guard let pair else {
            let folder = store.web
            guard FileManager.default.fileExists(atPath: folder.path),
                try folder.contains(.webCertificate)
            else { throw NetworkDeskProblem.noCertificate }
            return (try folder.read(.webCertificate), try folder.read(.webKey))
        }
        let key = try text(pair.key)
        var status = stat()
        guard stat(pair.key, &status) == 0, status.st_mode & 0o007 == 0 else {
            throw NetworkDeskProblem.exposedKey(pair.key)
        }
        return (try text(pair.certificate), key)
    }

    private static func text(_ path: String) throws -> String {
        let bytes = try ImportFile(path, bytesMax: 1 << 20).bytes()
        return String(decoding: bytes, as: UTF8.self)
    }

    static func parted(_ place: String, _ port: Int) throws -> (address: String, port: Int) {
        var host = place
        var port = port
        if place.hasPrefix("["), let end = place.firstIndex(of: "]") {
            host = String(place[place.index(after: place.startIndex)..<end])
            let rest = place[place.index(after: end)...]
            guard rest.isEmpty || rest.hasPrefix(":") else { throw NetworkDeskProblem.noAddress }
            if !rest.isEmpty { port = Int(rest.dropFirst()) ?? -1 }
        } else if place.count(where: { $0 == ":" }) == 1, let colon = place.firstIndex(of: ":") {
            host = String(place[..<colon])
            port = Int(place[place.index(after: colon)...]) ?? -1
        }
        var bytes = in6_addr()
        guard inet_pton(AF_INET, host, &bytes) == 1 || inet_pton(AF_INET6, host, &bytes) == 1,
            (0...65_535).contains(port)
        else { throw NetworkDeskProblem.noAddress }
        return (host, port)
    }
}

/// Why a desk does not open to the network.
enum NetworkDeskProblem: Error, Equatable, CustomStringConvertible {
    case noAddress
    case noCertificate
    case authorityExists
    case noAuthority
    case noHosts
    case exposedKey(String)

    var description: String {
        switch self {
        case .noAddress:
            "--lan takes an address of this machine, with a port or without: 192.0.2.7, "
                + "192.0.2.7:8443 or [2001:db8::7]:8443; `ip address` shows them"
        case .noCertificate:
            "there is no certificate to show: give --certificate FILE and --key FILE, or make one "
                + "with `bridgework desk authority --host NAME`"
        case .exposedKey(let path):
            "everybody on this machine can read \(path): take that away (`chmod o= \(path)`), and "
                + "have another key made if anybody may have read it"
        case .authorityExists:
            "there is an authority for this desk already: --renew makes its next certificate, "
                + "--again another authority, which every browser is to be told of"
        case .noHosts:
            "no certificate says for which hosts it was: give --host NAME for each name or address "
                + "that people type"
        case .noAuthority:
            "there is no authority for this desk yet: make one with `bridgework desk authority "
                + "--host NAME`"
        }
    }
}
