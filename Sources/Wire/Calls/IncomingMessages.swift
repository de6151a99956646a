/// The messages of one side of an exchange as they come.
///
/// One reader at a time.
package struct IncomingMessages<Message: Sendable>: AsyncSequence, Sendable {
    let inbox: MessageInbox<Message>

    /// The messages of the stream, which has one reader.
    package func makeAsyncIterator() -> Iterator {
        Iterator(inbox: inbox)
    }

    /// Asks the stream for its next message.
    package struct Iterator: AsyncIteratorProtocol {
        let inbox: MessageInbox<Message>

        package mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(WireError) -> Message? {
            try await inbox.next()
        }
    }
}
