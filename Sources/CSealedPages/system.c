// What is asked of the system, and is out of reach from Swift.
#include "CSealedPages.h"

#include <linux/magic.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/vfs.h>

int sealed_pages_leave_no_core(void) {
    struct rlimit none = {0, 0};
    int refused = setrlimit(RLIMIT_CORE, &none) != 0;
    return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0 || refused;
}

int sealed_pages_in_memory(const char *folder) {
    struct statfs system;
    if (statfs(folder, &system) != 0) return 0;
    return system.f_type == TMPFS_MAGIC || system.f_type == RAMFS_MAGIC;
}
