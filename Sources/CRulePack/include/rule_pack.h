#pragma once
#include <stddef.h>

/* The built-in rules, the agents registry and their pattern database, as gatebook-rulepack wrote them. */
const void *gatebook_rule_pack(void);
extern const size_t gatebook_rule_pack_size;

/* The commit that the program was built from, as ci/pack wrote it; "unknown" where there was none. */
const char *gatebook_build_commit(void);

/* The file under ci/templates for a service: github, gitlab, jenkins, azure, bitbucket; null for another. */
const char *gatebook_ci_template(const char *service);
