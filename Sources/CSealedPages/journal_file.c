// The rollback journal, which SQLite uses for what comes before a log: a new file's first pages,
// and the step to a log. Page by page: the number, the page, a sum. A head is first written with a
// mark of zeros, so that only the order of writes tells it from a page.
#include "sealed_file.h"

#include <string.h>

enum { number_size = 4, head_least = 28 };

int journal_read(sealed_file *file, uint8_t *out, int count, int64_t offset) {
    uint8_t number[number_size];
    if (count > page_size) return SQLITE_IOERR_READ;
    int code = real_read(file, out, count, offset);
    if (code != SQLITE_OK || count < page_size) return code;
    code = real_read(file, number, number_size, offset - number_size);
    if (code != SQLITE_OK) return code;
    page_place place = {kind_journal, big4(number), NULL, NULL, offset};
    if (database_know(file->database, false) == SQLITE_OK
        && page_open(&file->database->keys, &place, out, 0))
        return SQLITE_OK;
    // Playing it back ends here, as where the journal ends.
    memset(out, 0, (size_t)count);
    return SQLITE_IOERR_SHORT_READ;
}

int journal_write(sealed_file *file, const uint8_t *in, int count, int64_t offset) {
    if (count == number_size && offset != file->record_end) {
        memcpy(file->head, in, number_size);
        file->head_at = offset;
    } else if (count == page_size && file->head_at == offset - number_size) {
        file->head_at = -1;
        file->record_end = offset + page_size;
        int code = database_know(file->database, true);
        if (code != SQLITE_OK) return code;
        page_place place = {kind_journal, big4(file->head), NULL, NULL, offset};
        code = page_seal(&file->database->keys, &place, in, file->page, 0);
        return code == SQLITE_OK ? real_write(file, file->page, page_size, offset) : code;
    } else if (count > head_least && !all_zero(in + head_least, (size_t)(count - head_least))) {
        // Only a head is that long, and it is padded with zeros: a page would go out in clear.
        return SQLITE_IOERR_WRITE;
    }
    return real_write(file, in, count, offset);
}
