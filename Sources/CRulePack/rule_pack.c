#include "rule_pack.h"

#if !__has_embed("../../.deps/pack.bin")
#error "the rule pack is not compiled yet: run ci/gatebook or ci/test, which make .deps/pack.bin"
#endif

__attribute__((aligned(64))) const unsigned char gatebook_rule_pack[] = {
#embed "../../.deps/pack.bin"
};
const size_t gatebook_rule_pack_size = sizeof gatebook_rule_pack;
