#include "CRecordingDisk.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    sqlite3_file base;
    char path[512];
    sqlite3_file *real;
} recording_file;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static recorded_step *steps;
static int64_t count, room;
static sqlite3_vfs recording;
static sqlite3_io_methods methods;

static void record(
    recorded_kind kind, const char *path, int64_t offset, int64_t size, const void *bytes) {
    pthread_mutex_lock(&lock);
    if (count == room) {
        room = room ? 2 * room : 1024;
        steps = realloc(steps, (size_t)room * sizeof *steps);
        if (!steps) abort();
    }
    recorded_step *step = &steps[count++];
    memset(step, 0, sizeof *step);
    step->kind = kind;
    if (path) strncpy(step->path, path, sizeof step->path - 1);
    step->offset = offset;
    step->count = size;
    if (bytes) {
        step->bytes = malloc((size_t)size);
        if (!step->bytes) abort();
        memcpy(step->bytes, bytes, (size_t)size);
    }
    pthread_mutex_unlock(&lock);
}

void recording_disk_clear(void) {
    for (int64_t i = 0; i < count; i++) free(steps[i].bytes);
    count = 0;
}

void recording_disk_promise(int64_t number) { record(recorded_promise, NULL, number, 0, NULL); }
int64_t recording_disk_count(void) { return count; }
const recorded_step *recording_disk_step(int64_t index) { return &steps[index]; }

static recording_file *own(sqlite3_file *file) { return (recording_file *)file; }
static sqlite3_file *real(sqlite3_file *file) { return own(file)->real; }
static sqlite3_vfs *beneath(void) { return recording.pAppData; }

static int file_close(sqlite3_file *f) { return real(f)->pMethods->xClose(real(f)); }
static int file_read(sqlite3_file *f, void *out, int size, sqlite3_int64 at) {
    return real(f)->pMethods->xRead(real(f), out, size, at);
}
static int file_write(sqlite3_file *f, const void *in, int size, sqlite3_int64 at) {
    record(recorded_write, own(f)->path, at, size, in);
    return real(f)->pMethods->xWrite(real(f), in, size, at);
}
static int file_truncate(sqlite3_file *f, sqlite3_int64 size) {
    record(recorded_truncate, own(f)->path, size, 0, NULL);
    return real(f)->pMethods->xTruncate(real(f), size);
}
static int file_sync(sqlite3_file *f, int flags) {
    int code = real(f)->pMethods->xSync(real(f), flags);
    record(recorded_sync, own(f)->path, 0, 0, NULL);
    return code;
}
static int file_size(sqlite3_file *f, sqlite3_int64 *size) {
    return real(f)->pMethods->xFileSize(real(f), size);
}
static int file_lock(sqlite3_file *f, int level) { return real(f)->pMethods->xLock(real(f), level); }
static int file_unlock(sqlite3_file *f, int level) {
    return real(f)->pMethods->xUnlock(real(f), level);
}
static int file_reserved(sqlite3_file *f, int *out) {
    return real(f)->pMethods->xCheckReservedLock(real(f), out);
}
static int file_control(sqlite3_file *f, int operation, void *argument) {
    return real(f)->pMethods->xFileControl(real(f), operation, argument);
}
static int file_sector(sqlite3_file *f) { return real(f)->pMethods->xSectorSize(real(f)); }
static int file_traits(sqlite3_file *f) {
    return real(f)->pMethods->xDeviceCharacteristics(real(f));
}
static int shared_map(sqlite3_file *f, int region, int size, int extend, void volatile **out) {
    return real(f)->pMethods->xShmMap(real(f), region, size, extend, out);
}
static int shared_lock(sqlite3_file *f, int at, int size, int flags) {
    return real(f)->pMethods->xShmLock(real(f), at, size, flags);
}
static void shared_barrier(sqlite3_file *f) { real(f)->pMethods->xShmBarrier(real(f)); }
static int shared_unmap(sqlite3_file *f, int remove) {
    return real(f)->pMethods->xShmUnmap(real(f), remove);
}

static sqlite3_io_methods methods = {
    2, file_close, file_read, file_write, file_truncate, file_sync, file_size, file_lock,
    file_unlock, file_reserved, file_control, file_sector, file_traits, shared_map, shared_lock,
    shared_barrier, shared_unmap, 0, 0,
};

static int open_file(
    sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *flags_out) {
    (void)vfs;
    recording_file *made = own(f);
    memset(made, 0, sizeof *made);
    made->real = (sqlite3_file *)(made + 1);
    if (name) strncpy(made->path, name, sizeof made->path - 1);
    int code = beneath()->xOpen(beneath(), name, made->real, flags, flags_out);
    if (code == SQLITE_OK) f->pMethods = &methods;
    return code;
}

static int remove_file(sqlite3_vfs *vfs, const char *name, int sync) {
    (void)vfs;
    record(recorded_delete, name, 0, 0, NULL);
    return beneath()->xDelete(beneath(), name, sync);
}

int recording_disk_register(void) {
    if (sqlite3_vfs_find("recording")) return SQLITE_OK;
    sqlite3_vfs *base = sqlite3_vfs_find(NULL);
    if (!base) return SQLITE_ERROR;
    recording = *base;
    recording.pNext = NULL;
    recording.zName = "recording";
    recording.pAppData = base;
    recording.szOsFile = (int)sizeof(recording_file) + base->szOsFile;
    recording.xOpen = open_file;
    recording.xDelete = remove_file;
    return sqlite3_vfs_register(&recording, 0);
}
