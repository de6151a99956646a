// Pages that reach a disk sealed: an SQLite VFS over the system's own. See protocol/SEALING.md.
#ifndef C_SEALED_PAGES_H
#define C_SEALED_PAGES_H

#include <stdint.h>

enum {
    // What each page gives up of its end, for salt, nonce and tag: SQLite's reserved bytes.
    SEALED_PAGES_RESERVED = 40,
    // What stands in clear at the beginning of a sealed database.
    SEALED_PAGES_CLEAR = 16,
    SEALED_PAGES_KEY = 32,
    // How many data keys a ring holds at most: the present one, and those that wait to go.
    SEALED_PAGES_KEYS_MAX = 8,
};

// A file control of a sealed database: whether a page that is not what was sealed reads as zeros,
// an int. Only for writing anew a file whose own pages have all been read and found whole: what is
// left to be damaged then belongs to nobody.
#define SEALED_PAGES_FORGIVE 0x42570001

// How often one page key seals at most before the next is drawn.
#define SEALED_PAGES_WRITES_MAX (UINT64_C(1) << 24)

// The data keys of one store. Counted: files that are open hold it too.
typedef struct sealed_ring sealed_ring;

// Makes a VFS known to SQLite by that name, once, over the one of the other name, or over SQLite's
// own where that is null. Answers SQLite's result code.
int sealed_pages_register(const char *name, const char *base);

// A ring of `count` keys, 32 bytes each, of which new files are sealed under the last; null where
// memory or the count does not allow it.
sealed_ring *sealed_ring_make(const uint8_t *keys, int count);

// The number by which a database's URI names the ring: `?vfs=bridgework-sealed&ring=NUMBER`.
int64_t sealed_ring_number(const sealed_ring *ring);

// Which of the ring's keys a file is sealed under, by the 16 bytes at its beginning; -1 for none.
int sealed_ring_find(const sealed_ring *ring, const uint8_t *clear);

// Has page keys drawn anew after so many writes, for tests.
void sealed_ring_limit(sealed_ring *ring, uint64_t writes);

// Lets go of the ring; the last holder wipes it.
void sealed_ring_release(sealed_ring *ring);

// Whether 16 bytes are those of a sealed database, whoever's.
int sealed_pages_marked(const uint8_t *clear);

// How many page keys this process drew for writing, for tests.
uint64_t sealed_pages_keys_drawn(void);

// Ends the process's wish to leave cores or be looked into by others of its user; 0 where it is
// so.
int sealed_pages_leave_no_core(void);

// Whether what is in a folder is gone with the machine's power.
int sealed_pages_in_memory(const char *folder);

#endif
