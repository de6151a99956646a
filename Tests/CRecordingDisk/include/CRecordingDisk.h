// An SQLite VFS over the system's own that remembers what was done to files, for tests that cut the
// power.
#ifndef C_RECORDING_DISK_H
#define C_RECORDING_DISK_H

#include <stdint.h>

typedef enum {
    recorded_write = 1,
    recorded_truncate = 2,
    recorded_sync = 3,
    recorded_delete = 4,
    // Nothing of a disk: the test says that something was promised by now.
    recorded_promise = 5,
} recorded_kind;

typedef struct {
    recorded_kind kind;
    char path[512];
    int64_t offset;
    int64_t count;
    uint8_t *bytes;
} recorded_step;

// Makes the VFS "recording" known to SQLite.
int recording_disk_register(void);
// Forgets what was remembered.
void recording_disk_clear(void);
void recording_disk_promise(int64_t number);
int64_t recording_disk_count(void);
const recorded_step *recording_disk_step(int64_t index);

#endif
