// A page as it lies on a disk:
//
//     what it holds, sealed        4,056 bytes
//     the salt of its page key        12
//     its nonce                       12
//     its tag                         16
#include "sealed_file.h"

#include <openssl/crypto.h>
#include <stdatomic.h>
#include <string.h>

enum { bound_size = 1 + clear_size + 4 + 4 + 8 + 8 };

static _Atomic uint64_t keys_drawn;

uint64_t sealed_pages_keys_drawn(void) { return atomic_load(&keys_drawn); }

bool all_zero(const uint8_t *bytes, size_t count) {
    return count == 0 || (bytes[0] == 0 && memcmp(bytes, bytes + 1, count - 1) == 0);
}

uint32_t big4(const uint8_t *bytes) {
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static void put_big(uint8_t *out, uint64_t value, int size) {
    for (int i = 0; i < size; i++) out[i] = (uint8_t)(value >> (8 * (size - 1 - i)));
}

// The cipher of a page key, for one direction.
static bool key_make(file_keys *keys, page_key *key, const uint8_t *salt, bool sealing) {
    uint8_t made[SEALED_PAGES_KEY];
    if (!key->cipher) key->cipher = EVP_CIPHER_CTX_new();
    if (!key->cipher) return false;
    derive(keys->data_key, "bridgework page key 1", keys->clear, clear_size, salt, salt_size, made);
    key->used =
        EVP_CipherInit_ex(key->cipher, EVP_aes_256_gcm(), NULL, made, NULL, sealing) == 1;
    memcpy(key->salt, salt, salt_size);
    OPENSSL_cleanse(made, sizeof made);
    return key->used;
}

static EVP_CIPHER_CTX *block_cipher(const uint8_t *key, bool sealing) {
    EVP_CIPHER_CTX *cipher = EVP_CIPHER_CTX_new();
    if (cipher && EVP_CipherInit_ex(cipher, EVP_aes_256_ecb(), NULL, key, NULL, sealing) == 1) {
        EVP_CIPHER_CTX_set_padding(cipher, 0);
        return cipher;
    }
    EVP_CIPHER_CTX_free(cipher);
    return NULL;
}

// Learns which file this is; SQLITE_NOTADB where no key of the ring made it.
int keys_adopt(file_keys *keys, const uint8_t *clear) {
    int index = sealed_ring_find(keys->ring, clear);
    if (index < 0) return SQLITE_NOTADB;
    keys->data_key = ring_key(keys->ring, index);
    uint8_t made[SEALED_PAGES_KEY];
    derive(keys->data_key, "bridgework log heads 1", clear, clear_size, NULL, 0, made);
    EVP_CIPHER_CTX_free(keys->block_in);
    EVP_CIPHER_CTX_free(keys->block_out);
    keys->block_in = block_cipher(made, true);
    keys->block_out = block_cipher(made, false);
    OPENSSL_cleanse(made, sizeof made);
    if (!keys->block_in || !keys->block_out) return SQLITE_NOMEM;
    memcpy(keys->clear, clear, clear_size);
    keys->writing.used = false;
    for (int i = 0; i < keys_seen; i++) keys->seen[i].used = false;
    keys->known = true;
    return SQLITE_OK;
}

void keys_forget(file_keys *keys) {
    EVP_CIPHER_CTX_free(keys->block_in);
    EVP_CIPHER_CTX_free(keys->block_out);
    EVP_CIPHER_CTX_free(keys->writing.cipher);
    for (int i = 0; i < keys_seen; i++) EVP_CIPHER_CTX_free(keys->seen[i].cipher);
    sealed_ring *ring = keys->ring;
    OPENSSL_cleanse(keys, sizeof *keys);
    sealed_ring_release(ring);
}

static void bound(const file_keys *keys, const page_place *place, uint8_t *out) {
    memset(out, 0, bound_size);
    out[0] = (uint8_t)place->kind;
    memcpy(out + 1, keys->clear, clear_size);
    put_big(out + 17, place->number, 4);
    if (place->truncation) memcpy(out + 21, place->truncation, 4);
    if (place->log_salts) memcpy(out + 25, place->log_salts, 8);
    put_big(out + 33, (uint64_t)place->offset, 8);
}

// The key that this opening writes under; the next one once it has been used enough.
static bool key_for_writing(file_keys *keys) {
    if (keys->writing.used && keys->written < ring_limit(keys->ring)) return true;
    uint8_t salt[salt_size];
    if (!draw(salt, salt_size) || !key_make(keys, &keys->writing, salt, true)) return false;
    keys->written = 0;
    atomic_fetch_add(&keys_drawn, 1);
    return true;
}

static EVP_CIPHER_CTX *key_for_reading(file_keys *keys, const uint8_t *salt) {
    page_key *key = &keys->seen[salt[0] % keys_seen];
    if (key->used && memcmp(key->salt, salt, salt_size) == 0) return key->cipher;
    return key_make(keys, key, salt, false) ? key->cipher : NULL;
}

// Seals `in` into `out`; the first `skip` bytes of a database's first page are not sealed.
int page_seal(file_keys *keys, const page_place *place, const uint8_t *in, uint8_t *out, int skip) {
    // What SQLite put into bytes that are ours would be lost.
    if (!all_zero(in + body_size, SEALED_PAGES_RESERVED)) return SQLITE_IOERR_WRITE;
    if (!key_for_writing(keys)) return SQLITE_IOERR_WRITE;
    if (keys->nonces_left == 0) {
        if (!draw(keys->nonces, sizeof keys->nonces)) return SQLITE_IOERR_WRITE;
        keys->nonces_left = nonces_drawn;
    }
    const uint8_t *nonce = keys->nonces + nonce_size * --keys->nonces_left;
    uint8_t data[bound_size], *end = out + body_size;
    EVP_CIPHER_CTX *cipher = keys->writing.cipher;
    int size;
    bound(keys, place, data);
    memcpy(end, keys->writing.salt, salt_size);
    memcpy(end + salt_size, nonce, nonce_size);
    keys->written++;
    bool sealed = EVP_CipherInit_ex(cipher, NULL, NULL, NULL, nonce, 1) == 1
        && EVP_CipherUpdate(cipher, NULL, &size, data, bound_size) == 1
        && EVP_CipherUpdate(cipher, out + skip, &size, in + skip, body_size - skip) == 1
        && EVP_CipherFinal_ex(cipher, end, &size) == 1
        && EVP_CIPHER_CTX_ctrl(
               cipher, EVP_CTRL_GCM_GET_TAG, tag_size, end + salt_size + nonce_size) == 1;
    return sealed ? SQLITE_OK : SQLITE_IOERR_WRITE;
}

// Opens a page in place; false where it is not what was sealed for this place.
bool page_open(file_keys *keys, const page_place *place, uint8_t *page, int skip) {
    uint8_t data[bound_size], *end = page + body_size;
    int size;
    EVP_CIPHER_CTX *cipher = key_for_reading(keys, end);
    if (!cipher) return false;
    bound(keys, place, data);
    bool whole = EVP_CipherInit_ex(cipher, NULL, NULL, NULL, end + salt_size, 0) == 1
        && EVP_CipherUpdate(cipher, NULL, &size, data, bound_size) == 1
        && EVP_CipherUpdate(cipher, page + skip, &size, page + skip, body_size - skip) == 1
        && EVP_CIPHER_CTX_ctrl(
               cipher, EVP_CTRL_GCM_SET_TAG, tag_size, end + salt_size + nonce_size) == 1
        && EVP_CipherFinal_ex(cipher, end, &size) == 1;
    if (whole) memset(end, 0, SEALED_PAGES_RESERVED);
    return whole;
}

// Seals or opens the 16 bytes of a frame's head that would tell of its page: one block of XEX, with
// the frame's place in the log as its tweak.
int block_turn(file_keys *keys, uint8_t *block, int64_t offset, bool sealing) {
    uint8_t tweak[16] = {0};
    int size;
    put_big(tweak, (uint64_t)offset, 8);
    tweak[15] = 1;
    if (EVP_CipherUpdate(keys->block_in, tweak, &size, tweak, 16) != 1) return SQLITE_IOERR;
    for (int i = 0; i < 16; i++) block[i] ^= tweak[i];
    EVP_CIPHER_CTX *cipher = sealing ? keys->block_in : keys->block_out;
    if (EVP_CipherUpdate(cipher, block, &size, block, 16) != 1) return SQLITE_IOERR;
    for (int i = 0; i < 16; i++) block[i] ^= tweak[i];
    return SQLITE_OK;
}
