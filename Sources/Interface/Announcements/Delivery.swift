import AsyncHTTPClient
internal import Foundation
import NIOCore
import NIOHTTP1

/// Tells one batch: it was taken, or not.
struct Delivery: Sendable {
    let hearer: Hearer
    let client: HTTPClient
    /// How long whoever is told may take.
    var duration = AnnouncementLimits.deliveryDuration

    /// - Throws: `DeliveryProblem`; `CancellationError`, and then nobody knows.
    func tell(_ batch: AnnouncedBatch) async throws {
        switch hearer.way {
        case .command(let line):
            let command = ShellCommand(line, input: batch.json, within: duration)
            switch try await command.run() {
            case .exited(0): return
            case .exited(let code): throw DeliveryProblem.exited(code)
            case .killed: throw DeliveryProblem.tookTooLong
            }
        case .webhook(let url): try await post(batch.json, to: url)
        }
    }

    private func post(_ text: String, to url: URL) async throws {
        var request = HTTPClientRequest(url: url.absoluteString)
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/json")
        request.body = .bytes(ByteBuffer(string: text))
        let seconds = duration.components.seconds
        let status: HTTPResponseStatus
        do {
            status = try await client.execute(request, timeout: .seconds(seconds)).status
        } catch let error as CancellationError {
            throw error
        } catch let error as HTTPClientError where error == .cancelled {
            throw CancellationError()
        } catch let error as HTTPClientError where Self.lateness.contains(error) {
            throw DeliveryProblem.tookTooLong
        } catch {
            throw DeliveryProblem.unreachable
        }
        guard (200..<300).contains(Int(status.code)) else {
            throw DeliveryProblem.answered(Int(status.code))
        }
    }

    private static let lateness: [HTTPClientError] = [
        .deadlineExceeded, .connectTimeout, .readTimeout, .writeTimeout,
    ]
}

/// Why a batch was not taken.
enum DeliveryProblem: Error, Equatable, Sendable, CustomStringConvertible {
    case exited(Int32)
    case notStarted(errorCode: Int32)
    case tookTooLong
    case unreachable
    case answered(Int)

    var description: String {
        switch self {
        case .exited(let code): "the command ended with \(code)"
        case .notStarted(let code): "the command could not be started (error \(code))"
        case .tookTooLong: "it took longer than it may, and was given up"
        case .unreachable: "nobody could be reached there"
        case .answered(let status): "the webhook answered \(status)"
        }
    }
}
