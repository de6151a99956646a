// What the parts of the VFS share. Nothing of it is seen outside this target.
#ifndef SEALED_FILE_H
#define SEALED_FILE_H

#include "CSealedPages.h"

#include <openssl/evp.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    page_size = 4096,
    salt_size = 12,
    nonce_size = 12,
    tag_size = 16,
    body_size = page_size - SEALED_PAGES_RESERVED,
    clear_size = SEALED_PAGES_CLEAR,
    frame_head = 24,
    frame_size = frame_head + page_size,
    log_head = 32,
    nonces_drawn = 64,
    keys_seen = 64,
    // What SQLite is told of a page that is not what was sealed: as of one that it finds damaged.
    damaged = SQLITE_CORRUPT,
};

typedef enum {
    kind_database = 'D',
    kind_log = 'W',
    kind_journal = 'J',
    kind_other = 'O',
} file_kind;

// A key made of a data key and a salt, ready for use.
typedef struct {
    bool used;
    uint8_t salt[salt_size];
    EVP_CIPHER_CTX *cipher;
} page_key;

// The keys of one open database. Its log and journal use them too; SQLite lets one thread at a time
// into a connection, so nothing here is locked.
typedef struct {
    sealed_ring *ring;
    bool known;                  // whether the file has said which it is
    uint8_t clear[clear_size];   // its first bytes
    const uint8_t *data_key;
    page_key writing;
    uint64_t written;            // pages sealed under `writing`
    page_key seen[keys_seen];
    EVP_CIPHER_CTX *block_in, *block_out;  // one block of a frame's head
    uint8_t nonces[nonce_size * nonces_drawn];
    int nonces_left;
} file_keys;

typedef struct sealed_file {
    sqlite3_file base;
    file_kind kind;
    struct sealed_file *database;  // whose keys count; itself, for a database
    file_keys keys;
    bool forgiving;                // SEALED_PAGES_FORGIVE
    int64_t head_at;               // where the frame's head or the page number was written last
    int64_t record_end;            // where a journal's page ended that was written last
    uint8_t head[frame_head];      // that head, in clear
    uint8_t log_salts[8];          // of the log's head
    uint8_t page[frame_size];
    sqlite3_file *real;
} sealed_file;

// What a page is bound to beside its bytes.
typedef struct {
    file_kind kind;
    uint32_t number;
    const uint8_t *truncation;  // 4 bytes of a frame's head, or null
    const uint8_t *log_salts;   // 8 bytes of the log's head, or null
    int64_t offset;             // within log or journal; 0 in a database
} page_place;

// rings.c
sealed_ring *ring_held(int64_t number);
const uint8_t *ring_last_key(const sealed_ring *ring);
const uint8_t *ring_key(const sealed_ring *ring, int index);
uint64_t ring_limit(const sealed_ring *ring);
void ring_draw_clear(const sealed_ring *ring, uint8_t *clear);
void derive(const uint8_t *key, const char *label, const uint8_t *a, size_t a_size,
            const uint8_t *b, size_t b_size, uint8_t *out);
bool draw(void *bytes, size_t count);

// page_cipher.c
int keys_adopt(file_keys *keys, const uint8_t *clear);
void keys_forget(file_keys *keys);
int page_seal(file_keys *keys, const page_place *place, const uint8_t *in, uint8_t *out, int skip);
bool page_open(file_keys *keys, const page_place *place, uint8_t *page, int skip);
int block_turn(file_keys *keys, uint8_t *block, int64_t offset, bool sealing);
bool all_zero(const uint8_t *bytes, size_t count);
uint32_t big4(const uint8_t *bytes);

// database_file.c
int database_know(sealed_file *file, bool making);
int database_read(sealed_file *file, uint8_t *out, int count, int64_t offset);
int database_write(sealed_file *file, const uint8_t *in, int count, int64_t offset);

// log_file.c
int log_read(sealed_file *file, uint8_t *out, int count, int64_t offset);
int log_write(sealed_file *file, const uint8_t *in, int count, int64_t offset);

// journal_file.c
int journal_read(sealed_file *file, uint8_t *out, int count, int64_t offset);
int journal_write(sealed_file *file, const uint8_t *in, int count, int64_t offset);

static inline int real_read(sealed_file *file, void *out, int count, int64_t offset) {
    return file->real->pMethods->xRead(file->real, out, count, offset);
}

static inline int real_write(sealed_file *file, const void *in, int count, int64_t offset) {
    return file->real->pMethods->xWrite(file->real, in, count, offset);
}

#endif
