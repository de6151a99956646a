// The data keys of a store, and what is made of them.
#include "sealed_file.h"

#include <errno.h>
#include <openssl/crypto.h>
#include <openssl/hmac.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

struct sealed_ring {
    sealed_ring *next;
    int64_t number;
    int holders;
    int count;
    uint64_t limit;
    uint8_t keys[SEALED_PAGES_KEYS_MAX][SEALED_PAGES_KEY];
};

// The first four of the 16 bytes; then eight that no other file has, and four of the key's check.
static const uint8_t mark[4] = {'b', 'w', 's', '1'};
enum { id_size = 8, check_at = sizeof mark + id_size, check_size = 4 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static sealed_ring *rings;
static int64_t numbers;

sealed_ring *sealed_ring_make(const uint8_t *keys, int count) {
    if (count < 1 || count > SEALED_PAGES_KEYS_MAX) return NULL;
    sealed_ring *ring = calloc(1, sizeof *ring);
    if (!ring) return NULL;
    ring->holders = 1;
    ring->count = count;
    ring->limit = SEALED_PAGES_WRITES_MAX;
    memcpy(ring->keys, keys, (size_t)count * SEALED_PAGES_KEY);
    pthread_mutex_lock(&lock);
    ring->number = ++numbers;
    ring->next = rings;
    rings = ring;
    pthread_mutex_unlock(&lock);
    return ring;
}

int64_t sealed_ring_number(const sealed_ring *ring) { return ring->number; }

sealed_ring *ring_held(int64_t number) {
    pthread_mutex_lock(&lock);
    sealed_ring *ring = rings;
    while (ring && ring->number != number) ring = ring->next;
    if (ring) ring->holders++;
    pthread_mutex_unlock(&lock);
    return ring;
}

void sealed_ring_release(sealed_ring *ring) {
    if (!ring) return;
    pthread_mutex_lock(&lock);
    bool last = --ring->holders == 0;
    if (last) {
        sealed_ring **place = &rings;
        while (*place != ring) place = &(*place)->next;
        *place = ring->next;
    }
    pthread_mutex_unlock(&lock);
    if (!last) return;
    OPENSSL_cleanse(ring, sizeof *ring);
    free(ring);
}

void sealed_ring_limit(sealed_ring *ring, uint64_t writes) { ring->limit = writes; }
uint64_t ring_limit(const sealed_ring *ring) { return ring->limit; }
const uint8_t *ring_key(const sealed_ring *ring, int index) { return ring->keys[index]; }
const uint8_t *ring_last_key(const sealed_ring *ring) { return ring->keys[ring->count - 1]; }

void derive(const uint8_t *key, const char *label, const uint8_t *a, size_t a_size,
            const uint8_t *b, size_t b_size, uint8_t *out) {
    uint8_t text[96];
    size_t size = strlen(label) + 1;
    memcpy(text, label, size);
    if (a_size) memcpy(text + size, a, a_size);
    size += a_size;
    if (b_size) memcpy(text + size, b, b_size);
    size += b_size;
    unsigned length = SEALED_PAGES_KEY;
    // Fails only without SHA-256 or memory; a key of zeros is never used in silence.
    if (!HMAC(EVP_sha256(), key, SEALED_PAGES_KEY, text, size, out, &length)) abort();
}

bool draw(void *bytes, size_t count) {
    uint8_t *rest = bytes;
    while (count > 0) {
        ssize_t drawn = getrandom(rest, count, 0);
        if (drawn < 0 && errno == EINTR) continue;
        if (drawn <= 0) return false;
        rest += drawn;
        count -= (size_t)drawn;
    }
    return true;
}

static void put_check(const uint8_t *key, uint8_t *clear) {
    uint8_t made[SEALED_PAGES_KEY];
    derive(key, "bridgework key check 1", clear, check_at, NULL, 0, made);
    memcpy(clear + check_at, made, check_size);
}

// Where chance is missing the bytes stay zero, which is no mark.
void ring_draw_clear(const sealed_ring *ring, uint8_t *clear) {
    memset(clear, 0, clear_size);
    if (!draw(clear + sizeof mark, id_size)) return;
    memcpy(clear, mark, sizeof mark);
    put_check(ring_last_key(ring), clear);
}

int sealed_pages_marked(const uint8_t *clear) { return memcmp(clear, mark, sizeof mark) == 0; }

int sealed_ring_find(const sealed_ring *ring, const uint8_t *clear) {
    if (!sealed_pages_marked(clear)) return -1;
    for (int index = ring->count - 1; index >= 0; index--) {
        uint8_t made[clear_size];
        memcpy(made, clear, clear_size);
        put_check(ring->keys[index], made);
        if (CRYPTO_memcmp(made, clear, clear_size) == 0) return index;
    }
    return -1;
}
