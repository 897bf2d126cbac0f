#include "rule_pack.h"

#if !__has_embed("../../.deps/pack.bin")
#error "the rule pack is not compiled yet: run ci/gatebook or ci/test, which make .deps/pack.bin"
#endif

__attribute__((aligned(64))) static const unsigned char pack[] = {
#embed "../../.deps/pack.bin"
};
const size_t gatebook_rule_pack_size = sizeof pack;

const void *gatebook_rule_pack(void) { return pack; }

#if __has_embed("../../.deps/commit.txt")
static const char commit[] = {
#embed "../../.deps/commit.txt" suffix(, 0)
};
#else
static const char commit[] = "unknown";
#endif

const char *gatebook_build_commit(void) { return commit; }
