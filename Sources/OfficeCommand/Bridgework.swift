import ArgumentParser
import Crypto
import GRDB
import GRDBSQLite
import GRPCCore
import GRPCNIOTransportHTTP2
import GRPCProtobuf
import Logging
import ServiceLifecycle
import SwiftProtobuf
import X509
@main struct Bridgework: ParsableCommand {}
