#pragma once
#include <stddef.h>

/* The built-in rules, the agents registry and their pattern database, as ci/pack wrote them. */
extern const unsigned char gatebook_rule_pack[];
extern const size_t gatebook_rule_pack_size;
