// The write-ahead log: a head of 32 bytes, then frames of a head of 24 and a page each. Of a
// frame's head, page number and truncation stand in clear; its salts and its sums, which are no
// more than sums of what the page says, are one sealed block.
#include "sealed_file.h"

#include <string.h>

// A log of ours says that it is of a version that SQLite does not know: whoever opens the file with
// other tools is stopped. As of the usual version it would hold no valid frame, and would be
// deleted when that tool closes it, with all that was committed.
enum { usual_version = 3007000, our_version = 3007901 };

static uint32_t word(const uint8_t *bytes, bool big) {
    if (big) return big4(bytes);
    return (uint32_t)bytes[3] << 24 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[1] << 8 | bytes[0];
}

static void put4(uint8_t *out, uint32_t value) {
    for (int i = 0; i < 4; i++) out[i] = (uint8_t)(value >> (24 - 8 * i));
}

static void head_sums(const uint8_t *head, uint32_t *a, uint32_t *b) {
    bool big = head[3] & 1;
    *a = *b = 0;
    for (int i = 0; i < 24; i += 8) {
        *a += word(head + i, big) + *b;
        *b += word(head + i + 4, big) + *a;
    }
}

// Writes the other version into a head that is whole; any other stays, and SQLite refuses it.
static void change_version(uint8_t *head, uint32_t from, uint32_t to) {
    uint32_t a, b;
    head_sums(head, &a, &b);
    if (big4(head + 24) != a || big4(head + 28) != b || big4(head + 4) != from) return;
    put4(head + 4, to);
    head_sums(head, &a, &b);
    put4(head + 24, a);
    put4(head + 28, b);
}

static int read_log_head(sealed_file *file, uint8_t *out, int count, int64_t offset) {
    uint8_t head[log_head];
    int code = real_read(file, head, log_head, 0);
    if (code != SQLITE_OK) {
        memset(out, 0, (size_t)count);
        return code;
    }
    change_version(head, our_version, usual_version);
    memcpy(file->log_salts, head + 16, sizeof file->log_salts);
    memcpy(out, head + offset, (size_t)count);
    return SQLITE_OK;
}

// Reads a frame into `file->page` and opens it; damaged where it is not whole.
static int open_frame(sealed_file *file, int64_t at) {
    file_keys *keys = &file->database->keys;
    uint8_t *frame = file->page;
    for (int tried = 0;; tried++) {
        int code = real_read(file, frame, frame_size, at);
        if (code == SQLITE_OK) code = block_turn(keys, frame + 8, at, false);
        if (code != SQLITE_OK) return code;
        page_place place = {kind_log, big4(frame), frame + 4, file->log_salts, at};
        if (page_open(keys, &place, frame + frame_head, 0)) return SQLITE_OK;
        // Another process may have begun the log anew since its head was read here.
        uint8_t salts[8];
        if (tried > 0 || real_read(file, salts, 8, 16) != SQLITE_OK
            || memcmp(salts, file->log_salts, 8) == 0)
            return damaged;
        memcpy(file->log_salts, salts, 8);
    }
}

static int read_frame_head(sealed_file *file, uint8_t *out, int count, int64_t at, int within) {
    uint8_t head[frame_head];
    int code = real_read(file, head, frame_head, at);
    if (code == SQLITE_OK) code = block_turn(&file->database->keys, head + 8, at, false);
    if (code != SQLITE_OK) memset(out, 0, (size_t)count);
    else memcpy(out, head + within, (size_t)count);
    return code;
}

int log_read(sealed_file *file, uint8_t *out, int count, int64_t offset) {
    if (offset + count <= log_head) return read_log_head(file, out, count, offset);
    if (offset < log_head) return SQLITE_IOERR_READ;
    int code = database_know(file->database, false);
    if (code != SQLITE_OK) return code == SQLITE_DONE ? SQLITE_NOTADB : code;
    int within = (int)((offset - log_head) % frame_size);
    int64_t at = offset - within;
    if (within + count <= frame_head) return read_frame_head(file, out, count, at, within);
    bool whole = within == 0 && count == frame_size;
    if (!whole && !(within == frame_head && count <= page_size)) return SQLITE_IOERR_READ;
    code = open_frame(file, at);
    if (code == SQLITE_OK) {
        memcpy(out, file->page + within, (size_t)count);
    } else if (code == damaged && whole) {
        // SQLite looks where the log ends, and it ends before a frame that is not whole.
        memset(out, 0xA5, (size_t)count);
        memcpy(out, file->page, frame_head);
        out[8] ^= 0xFF;
        code = SQLITE_OK;
    } else {
        memset(out, 0, (size_t)count);
    }
    return code;
}

static int write_frame_head(sealed_file *file, const uint8_t *in, int64_t at) {
    uint8_t head[frame_head];
    memcpy(file->head, in, frame_head);
    memcpy(head, in, frame_head);
    file->head_at = at;
    int code = block_turn(&file->database->keys, head + 8, at, true);
    return code == SQLITE_OK ? real_write(file, head, frame_head, at) : code;
}

// A page that the same transaction writes again goes into the frame it has, whose head is written
// later: the salts in it are no measure, so that those of the log's head are used.
static int write_frame_page(sealed_file *file, const uint8_t *in, int64_t at) {
    file_keys *keys = &file->database->keys;
    int code = SQLITE_OK;
    if (file->head_at != at) {
        code = real_read(file, file->head, frame_head, at);
        if (code != SQLITE_OK) return SQLITE_IOERR_WRITE;
        file->head_at = at;
    }
    page_place place = {kind_log, big4(file->head), file->head + 4, file->log_salts, at};
    code = page_seal(keys, &place, in, file->page, 0);
    return code == SQLITE_OK ? real_write(file, file->page, page_size, at + frame_head) : code;
}

int log_write(sealed_file *file, const uint8_t *in, int count, int64_t offset) {
    if (offset == 0 && count == log_head) {
        uint8_t head[log_head];
        file->head_at = -1;
        memcpy(file->log_salts, in + 16, sizeof file->log_salts);
        memcpy(head, in, log_head);
        change_version(head, usual_version, our_version);
        return real_write(file, head, log_head, 0);
    }
    if (offset < log_head || database_know(file->database, false) != SQLITE_OK)
        return SQLITE_IOERR_WRITE;
    int within = (int)((offset - log_head) % frame_size);
    int64_t at = offset - within;
    if (within == 0 && count == frame_head) return write_frame_head(file, in, at);
    if (within == frame_head && count == page_size) return write_frame_page(file, in, at);
    return SQLITE_IOERR_WRITE;
}
