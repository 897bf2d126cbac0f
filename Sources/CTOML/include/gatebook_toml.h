#pragma once
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What a TOML document is made of, told from its beginning to its end.
typedef enum {
  GATEBOOK_TOML_TABLE_START,
  GATEBOOK_TOML_TABLE_END,
  GATEBOOK_TOML_ARRAY_START,
  GATEBOOK_TOML_ARRAY_END,
  /// The text is the key of the value that comes next.
  GATEBOOK_TOML_KEY,
  GATEBOOK_TOML_STRING,
  /// A number, true or false, as it is written in TOML.
  GATEBOOK_TOML_BARE,
  /// A date or a time.
  GATEBOOK_TOML_DATE,
  /// The document is malformed: the text says how. Nothing else is told.
  GATEBOOK_TOML_ERROR,
} gatebook_toml_kind;

/// `text` is valid during the call only. Lines and columns are 1-based; 0 where none is known.
typedef void (*gatebook_toml_event)(
    void *context, gatebook_toml_kind kind, const char *text, size_t length, uint32_t line, uint32_t column);

/// Reads a document by toml++, which bounds the depth of what it reads to 256.
void gatebook_toml_read(const char *text, size_t length, void *context, gatebook_toml_event event);

#ifdef __cplusplus
}
#endif
