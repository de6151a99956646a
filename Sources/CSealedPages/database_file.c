// The database itself: pages of 4,096 bytes, of which the first begins with 16 bytes in clear.
#include "sealed_file.h"

#include <string.h>

static const uint8_t magic[clear_size] = "SQLite format 3";

enum { head_size = 100, unlocked_tries = 5, unlocked_pause = 500 };

// Reads which file this is, or decides it for a new one. SQLITE_DONE where it has not begun.
int database_know(sealed_file *file, bool making) {
    uint8_t clear[clear_size];
    if (file->keys.known) return SQLITE_OK;
    int code = real_read(file, clear, clear_size, 0);
    if (code == SQLITE_OK && !all_zero(clear, clear_size)) return keys_adopt(&file->keys, clear);
    if (code != SQLITE_OK && code != SQLITE_IOERR_SHORT_READ) return code;
    if (!making) return SQLITE_DONE;
    ring_draw_clear(file->keys.ring, clear);
    return keys_adopt(&file->keys, clear);
}

static int read_page(sealed_file *file, uint8_t *page, uint32_t number) {
    page_place place = {.kind = kind_database, .number = number};
    int code = real_read(file, page, page_size, (int64_t)(number - 1) * page_size);
    if (code != SQLITE_OK) {
        memset(page, 0, page_size);
        return code;
    }
    code = database_know(file, false);
    if (code == SQLITE_DONE) code = damaged;
    bool first = number == 1;
    if (code == SQLITE_OK && first && memcmp(page, file->keys.clear, clear_size) != 0)
        code = damaged;
    if (code == SQLITE_OK && !page_open(&file->keys, &place, page, first ? clear_size : 0))
        code = damaged;
    if (code != SQLITE_OK) memset(page, 0, page_size);
    if (code == damaged && file->forgiving && !first) code = SQLITE_OK;
    else if (code == SQLITE_OK && first) memcpy(page, magic, clear_size);
    return code;
}

// The head that says no more than how long pages are: for a first page that is torn while the log
// holds a good copy of it. SQLite reads the page itself, from there, before it believes anything.
static void stand_in(uint8_t *head) {
    memset(head, 0, head_size);
    memcpy(head, magic, clear_size);
    head[16] = page_size >> 8;
    head[18] = head[19] = 2;
    head[20] = SEALED_PAGES_RESERVED;
    head[21] = 64;
    head[22] = head[23] = 32;
}

// SQLite looks at parts of the first page's head; at its first 100 bytes before it holds a lock,
// while another process may be writing them.
static int read_head(sealed_file *file, uint8_t *out, int count, int64_t offset) {
    bool unlocked = offset == 0 && count == head_size;
    int code = SQLITE_OK;
    for (int tried = 0; tried < unlocked_tries; tried++) {
        code = read_page(file, file->page, 1);
        if (code != damaged || !unlocked) break;
        sqlite3_sleep(tried ? 1 : 0);
    }
    if (code == SQLITE_OK) {
        memcpy(out, file->page + offset, (size_t)count);
        return SQLITE_OK;
    }
    if (code == damaged && unlocked) {
        stand_in(out);
        return SQLITE_OK;
    }
    memset(out, 0, (size_t)count);
    return code;
}

int database_read(sealed_file *file, uint8_t *out, int count, int64_t offset) {
    if (count == page_size && offset % page_size == 0)
        return read_page(file, out, (uint32_t)(offset / page_size + 1));
    if (offset + count <= head_size) return read_head(file, out, count, offset);
    int64_t within = offset % page_size;
    if (within + count > page_size) return SQLITE_IOERR_READ;
    int code = read_page(file, file->page, (uint32_t)(offset / page_size + 1));
    memcpy(out, file->page + within, (size_t)count);
    return code;
}

int database_write(sealed_file *file, const uint8_t *in, int count, int64_t offset) {
    page_place place = {.kind = kind_database, .number = (uint32_t)(offset / page_size + 1)};
    bool first = place.number == 1;
    if (count != page_size || offset % page_size) return SQLITE_IOERR_WRITE;
    // A page of another size, or without room for a tag, was set up past `RESERVE_BYTES`.
    if (first && (big4(in + 16) >> 16 != page_size || in[20] != SEALED_PAGES_RESERVED))
        return SQLITE_IOERR_WRITE;
    int code = database_know(file, true);
    if (code != SQLITE_OK) return code;
    code = page_seal(&file->keys, &place, in, file->page, first ? clear_size : 0);
    if (code != SQLITE_OK) return code;
    if (first) memcpy(file->page, file->keys.clear, clear_size);
    return real_write(file, file->page, page_size, offset);
}
