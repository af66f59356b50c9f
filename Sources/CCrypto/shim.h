#ifndef CCrypto_SHIM_H
#define CCrypto_SHIM_H

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <sys/mman.h>

// What Swift cannot call by itself: macros, and parameters that are arrays of structs made by functions.

// Says which hash function an HMAC context works with. Returns 1, or 0 where it failed.
static inline int ccrypto_set_digest(EVP_MAC_CTX *context, const char *digest) {
    OSSL_PARAM parameters[2];
    parameters[0] = OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, (char *)digest, 0);
    parameters[1] = OSSL_PARAM_construct_end();
    return EVP_MAC_CTX_set_params(context, parameters);
}

static inline int ccrypto_get_tag(EVP_CIPHER_CTX *context, void *tag, int count) {
    return EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, count, tag);
}

static inline int ccrypto_set_tag(EVP_CIPHER_CTX *context, const void *tag, int count) {
    return EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, count, (void *)tag);
}

// Memory that no dump of the process holds, and that is empty in a child of it. Both are more than the system has to
// offer everywhere, and are asked for as far as it goes.
static inline void ccrypto_keep_to_itself(void *memory, size_t count) {
    (void)madvise(memory, count, MADV_DONTDUMP);
    (void)madvise(memory, count, MADV_WIPEONFORK);
}

// Wipes what a computation with a key that has just returned left below it on the stack.
static inline __attribute__((noinline)) void ccrypto_wipe_stack(void) {
    unsigned char space[4096];
    OPENSSL_cleanse(space, sizeof space);
}

#endif
