// toml++ as events, so that Swift sees C. Without exceptions: errors are values.
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#include "gatebook_toml.h"

#include <cstdio>
#include <string>
#include <string_view>
#include <toml++/toml.h>

namespace {

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
  toml::parse_result result = toml::parse(std::string_view{text, length});
  if (result) {
    teller.tell(result.table());
  } else {
    teller.tell(GATEBOOK_TOML_ERROR, result.error().description(), result.error().source());
  }
}
