#pragma once
#include <hs/hs.h>

#if defined(__x86_64__)
// The library holds its scanner once for each width of vectors and takes the widest that the processor has. Of Vectorscan 5.4.9's, the
// ones of 256 and 512 bits overlook matches, by what stands before them and where: of 48,600 examples of our secret rules between lines
// of text 5 and 113, and 2 of 1,000 AWS key ids; the ones of 128 bits none. So those are called by their own names.
hs_error_t corei7_hs_scan(const hs_database_t *, const char *, unsigned int, unsigned int, hs_scratch_t *, match_event_handler, void *);
hs_error_t core2_hs_scan(const hs_database_t *, const char *, unsigned int, unsigned int, hs_scratch_t *, match_event_handler, void *);

static inline hs_error_t gatebook_hs_scan(
    const hs_database_t *database, const char *text, unsigned int count, hs_scratch_t *scratch, match_event_handler on_match, void *context) {
  return __builtin_cpu_supports("sse4.2") ? corei7_hs_scan(database, text, count, 0, scratch, on_match, context)
                                          : core2_hs_scan(database, text, count, 0, scratch, on_match, context);
}
#else
static inline hs_error_t gatebook_hs_scan(
    const hs_database_t *database, const char *text, unsigned int count, hs_scratch_t *scratch, match_event_handler on_match, void *context) {
  return hs_scan(database, text, count, 0, scratch, on_match, context);
}
#endif
