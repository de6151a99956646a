/// What the manual says of a store's keys, at an office and at a hub.
package enum KeyTexts {
    package static let discussion = """
        A sealed store's database, its log and its documents lie on the disk as AES-256-GCM, page \
        by page. What opens them is wrapped in the folder's file `seal`, under a key that comes \
        from one of three places:

          file        a file outside the folder, made for it: the store starts alone. Withstands \
        a stolen copy of the folder; not a stolen disk or machine, which has both.
          command     what a command prints, such as one that asks a server in your network: \
        withstands a stolen disk too.
          passphrase  what a person types after each start of the machine: withstands a stolen \
        machine too, where it is switched off.

        None withstands whoever can read this machine's memory or runs as this user; nor an \
        older copy of the whole folder that is put back.
        """

    package static let status = """
        JSON: sealed, mode, keyFile, withstands, unlocked (where it is under a passphrase), \
        dataKey (its number), oldDataKeys (that a rotation left), documentsInClear.
        """

    package static let convert = """
        The database is copied, page by page, beside itself: that takes as much room again. The \
        copy is checked and takes the name once it holds as many rows. Whatever stops it, the \
        store is whole, and doing it again goes on from there.

        Nobody else may have the store: stop its daemon first.
        """

    package static let change = """
        The data keys stay and are wrapped anew, in a moment. Whoever has an older copy of the \
        folder and the key of that time opens it with them, and this one too: where the old key \
        may be known, run `key rotate` as well.
        """

    package static let rotate = """
        Every page and document is written anew, which takes as much room again, and the old data \
        key is forgotten. Whatever stops it, the store is whole, and doing it again goes on from \
        there.

        Keys of pages change by themselves, long before any is used too often. Nobody else may \
        have the store: stop its daemon first.
        """

    package static let unlock = """
        The key is kept in memory, in XDG_RUNTIME_DIR or /run/bridgework, for this user alone, \
        until the machine is switched off. The passphrase is never an argument.
        """
}
