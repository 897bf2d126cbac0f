// toml++ as events, so that Swift sees C. Without exceptions: errors are values.
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#include "gatebook_toml.h"

#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What the library asserts, a stranger's bytes can break (a lone `[` does). Neither may that end the program, nor may it be assumed
// where assertions are off.
namespace {
struct Refusal {};
[[noreturn]] void refuse() { throw Refusal{}; }
}  // namespace
#undef NDEBUG
#define TOML_ASSERT(expr) (static_cast<bool>(expr) ? static_cast<void>(0) : refuse())
#include <toml++/toml.h>

namespace {

/// Nothing where the library asserted something that does not hold.
std::optional<toml::parse_result> parsed(std::string_view text) {
  try {
    return toml::parse(text);
  } catch (const Refusal &) {
    return std::nullopt;
  }
}

/// The line of a text with which the library gives up: texts that end before it are read, or refused in words.
uint32_t line_of_refusal(std::string_view text) {
  std::vector<size_t> ends;
  for (size_t index = 0; index < text.size(); index++)
    if (text[index] == '\n') ends.push_back(index + 1);
  size_t low = 0, high = ends.size();
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (parsed(text.substr(0, ends[middle]))) low = middle + 1; else high = middle;
  }
  return static_cast<uint32_t>(low + 1);
}

struct Teller {
  void *context;
  gatebook_toml_event event;

  void tell(gatebook_toml_kind kind, std::string_view text, const toml::source_region &place) const {
    event(context, kind, text.data(), text.size(), place.begin.line, place.begin.column);
  }

  void tell(const toml::node &node) const {
    switch (node.type()) {
    case toml::node_type::table:
      tell(GATEBOOK_TOML_TABLE_START, {}, node.source());
      for (auto &&[key, value] : *node.as_table()) {
        tell(GATEBOOK_TOML_KEY, key.str(), key.source());
        tell(value);
      }
      tell(GATEBOOK_TOML_TABLE_END, {}, node.source());
      break;
    case toml::node_type::array:
      tell(GATEBOOK_TOML_ARRAY_START, {}, node.source());
      for (auto &&value : *node.as_array()) tell(value);
      tell(GATEBOOK_TOML_ARRAY_END, {}, node.source());
      break;
    case toml::node_type::string:
      tell(GATEBOOK_TOML_STRING, node.as_string()->get(), node.source());
      break;
    case toml::node_type::integer:
      tell(GATEBOOK_TOML_BARE, std::to_string(node.as_integer()->get()), node.source());
      break;
    case toml::node_type::floating_point: {
      char text[64];
      int length = std::snprintf(text, sizeof text, "%.17g", node.as_floating_point()->get());
      tell(GATEBOOK_TOML_BARE, {text, static_cast<size_t>(length)}, node.source());
      break;
    }
    case toml::node_type::boolean:
      tell(GATEBOOK_TOML_BARE, node.as_boolean()->get() ? "true" : "false", node.source());
      break;
    default:
      tell(GATEBOOK_TOML_DATE, {}, node.source());
      break;
    }
  }
};

}  // namespace

extern "C" void gatebook_toml_read(
    const char *text, size_t length, void *context, gatebook_toml_event event) {
  Teller teller{context, event};
  std::string_view all{text, length};
  std::optional<toml::parse_result> result = parsed(all);
  if (!result) {
    uint32_t line = line_of_refusal(all);
    teller.tell(GATEBOOK_TOML_ERROR, "this line is no TOML", {{line, 1}, {line, 1}, nullptr});
  } else if (*result) {
    teller.tell(result->table());
  } else {
    teller.tell(GATEBOOK_TOML_ERROR, result->error().description(), result->error().source());
  }
}
