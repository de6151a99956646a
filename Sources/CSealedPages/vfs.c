// The VFS: what SQLite asks of a disk, handed on to the system's own with pages sealed.
#include "sealed_file.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#ifndef SQLITE_IOCAP_SUBPAGE_READ
#define SQLITE_IOCAP_SUBPAGE_READ 0x00008000
#endif

static sqlite3_vfs *beneath(sqlite3_vfs *vfs) { return vfs->pAppData; }
static sealed_file *own(sqlite3_file *file) { return (sealed_file *)file; }
static sqlite3_file *real(sqlite3_file *file) { return own(file)->real; }

static int file_close(sqlite3_file *file) {
    int code = real(file)->pMethods ? real(file)->pMethods->xClose(real(file)) : SQLITE_OK;
    keys_forget(&own(file)->keys);
    memset(own(file)->page, 0, frame_size);
    return code;
}

static int file_read(sqlite3_file *file, void *out, int count, sqlite3_int64 offset) {
    switch (own(file)->kind) {
    case kind_database: return database_read(own(file), out, count, offset);
    case kind_log: return log_read(own(file), out, count, offset);
    case kind_journal: return journal_read(own(file), out, count, offset);
    case kind_other: break;
    }
    return real_read(own(file), out, count, offset);
}

static int file_write(sqlite3_file *file, const void *in, int count, sqlite3_int64 offset) {
    switch (own(file)->kind) {
    case kind_database: return database_write(own(file), in, count, offset);
    case kind_log: return log_write(own(file), in, count, offset);
    case kind_journal: return journal_write(own(file), in, count, offset);
    case kind_other: break;
    }
    return real_write(own(file), in, count, offset);
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 size) {
    own(file)->head_at = own(file)->record_end = -1;
    return real(file)->pMethods->xTruncate(real(file), size);
}

static int file_sync(sqlite3_file *file, int flags) {
    return real(file)->pMethods->xSync(real(file), flags);
}
static int file_size(sqlite3_file *file, sqlite3_int64 *size) {
    return real(file)->pMethods->xFileSize(real(file), size);
}
static int file_lock(sqlite3_file *file, int level) {
    return real(file)->pMethods->xLock(real(file), level);
}
static int file_unlock(sqlite3_file *file, int level) {
    return real(file)->pMethods->xUnlock(real(file), level);
}
static int file_reserved(sqlite3_file *file, int *out) {
    return real(file)->pMethods->xCheckReservedLock(real(file), out);
}

static int file_control(sqlite3_file *file, int operation, void *argument) {
    if (operation == SQLITE_FCNTL_MMAP_SIZE) {
        *(sqlite3_int64 *)argument = 0;
        return SQLITE_OK;
    }
    if (operation == SEALED_PAGES_FORGIVE) {
        own(file)->forgiving = *(int *)argument != 0;
        return SQLITE_OK;
    }
    return real(file)->pMethods->xFileControl(real(file), operation, argument);
}

static int file_sector(sqlite3_file *file) {
    return real(file)->pMethods->xSectorSize(real(file));
}

static int file_traits(sqlite3_file *file) {
    int traits = real(file)->pMethods->xDeviceCharacteristics(real(file));
    return (traits | SQLITE_IOCAP_POWERSAFE_OVERWRITE)
        & ~(SQLITE_IOCAP_BATCH_ATOMIC | SQLITE_IOCAP_SUBPAGE_READ);
}

static int shared_map(sqlite3_file *file, int region, int size, int extend, void volatile **out) {
    return real(file)->pMethods->xShmMap(real(file), region, size, extend, out);
}
static int shared_lock(sqlite3_file *file, int offset, int count, int flags) {
    return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}
static void shared_barrier(sqlite3_file *file) {
    real(file)->pMethods->xShmBarrier(real(file));
}
static int shared_unmap(sqlite3_file *file, int remove) {
    return real(file)->pMethods->xShmUnmap(real(file), remove);
}

// Version 2: no file is mapped into memory, where pages would stand as they are on the disk.
static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_reserved,
    .xFileControl = file_control,
    .xSectorSize = file_sector,
    .xDeviceCharacteristics = file_traits,
    .xShmMap = shared_map,
    .xShmLock = shared_lock,
    .xShmBarrier = shared_barrier,
    .xShmUnmap = shared_unmap,
};

// Files of no name would hold pages in clear; `temp_store` keeps what they are for in memory.
static bool is_refused(int flags) {
    int kept = SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL
        | SQLITE_OPEN_SUPER_JOURNAL;
    return !(flags & kept);
}

static int open_file(
    sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *flags_out) {
    sealed_file *made = own(file);
    memset(made, 0, sizeof *made);
    made->real = (sqlite3_file *)(made + 1);
    made->head_at = made->record_end = -1;
    made->kind = kind_other;
    if (!name || is_refused(flags)) return SQLITE_CANTOPEN;
    if (flags & SQLITE_OPEN_MAIN_DB) {
        made->kind = kind_database;
        made->database = made;
        made->keys.ring = ring_held(sqlite3_uri_int64(name, "ring", 0));
        if (!made->keys.ring) return SQLITE_AUTH;
    } else if (!(flags & SQLITE_OPEN_SUPER_JOURNAL)) {
        made->kind = flags & SQLITE_OPEN_WAL ? kind_log : kind_journal;
        made->database = own(sqlite3_database_file_object(name));
    }
    int code = beneath(vfs)->xOpen(beneath(vfs), name, made->real, flags, flags_out);
    if (code == SQLITE_OK && made->kind == kind_database) {
        // A wrong key is refused here: later, closing would delete the log.
        code = database_know(made, false);
        if (code == SQLITE_DONE) code = SQLITE_OK;
        if (code != SQLITE_OK) made->real->pMethods->xClose(made->real);
    }
    if (code == SQLITE_OK) file->pMethods = &methods;
    else keys_forget(&made->keys);
    return code;
}

static int remove_file(sqlite3_vfs *vfs, const char *name, int sync) {
    return beneath(vfs)->xDelete(beneath(vfs), name, sync);
}
static int find_file(sqlite3_vfs *vfs, const char *name, int flags, int *out) {
    return beneath(vfs)->xAccess(beneath(vfs), name, flags, out);
}
static int full_name(sqlite3_vfs *vfs, const char *name, int size, char *out) {
    return beneath(vfs)->xFullPathname(beneath(vfs), name, size, out);
}
static int randomness(sqlite3_vfs *vfs, int count, char *out) {
    return beneath(vfs)->xRandomness(beneath(vfs), count, out);
}
static int pause_for(sqlite3_vfs *vfs, int microseconds) {
    return beneath(vfs)->xSleep(beneath(vfs), microseconds);
}
static int day_now(sqlite3_vfs *vfs, double *out) {
    return beneath(vfs)->xCurrentTime(beneath(vfs), out);
}
static int last_error(sqlite3_vfs *vfs, int size, char *out) {
    return beneath(vfs)->xGetLastError(beneath(vfs), size, out);
}
static int time_now(sqlite3_vfs *vfs, sqlite3_int64 *out) {
    return beneath(vfs)->xCurrentTimeInt64(beneath(vfs), out);
}

static const sqlite3_vfs pattern = {
    .iVersion = 2,
    .xOpen = open_file,
    .xDelete = remove_file,
    .xAccess = find_file,
    .xFullPathname = full_name,
    .xRandomness = randomness,
    .xSleep = pause_for,
    .xCurrentTime = day_now,
    .xGetLastError = last_error,
    .xCurrentTimeInt64 = time_now,
};

// What SQLite knows it knows for the process's life.
static int make(const char *name, sqlite3_vfs *base) {
    sqlite3_vfs *made = malloc(sizeof *made);
    char *kept = strdup(name);
    if (!made || !kept) {
        free(made);
        free(kept);
        return SQLITE_NOMEM;
    }
    *made = pattern;
    made->zName = kept;
    made->pAppData = base;
    made->szOsFile = (int)sizeof(sealed_file) + base->szOsFile;
    made->mxPathname = base->mxPathname;
    return sqlite3_vfs_register(made, 0);
}

int sealed_pages_register(const char *name, const char *base) {
    static pthread_mutex_t once = PTHREAD_MUTEX_INITIALIZER;
    pthread_mutex_lock(&once);
    int code = SQLITE_OK;
    if (!sqlite3_vfs_find(name)) {
        sqlite3_vfs *found = sqlite3_vfs_find(base);
        code = found ? make(name, found) : SQLITE_ERROR;
    }
    pthread_mutex_unlock(&once);
    return code;
}
