import Glibc

/// Points of time of comparisons: seconds since 1970 in UTC.
package enum ComparisonDate {
  package static func now() -> Int {
    var time = timespec()
    return unsafe clock_gettime(CLOCK_REALTIME, &time) == 0 ? time.tv_sec : 0
  }

  /// `%Y %m %d %H %M %S %y %b %B %j %%` of strptime; nil for a text of another form or a day that is not.
  static func read(_ text: String, format: String) -> Int? {
    var rest = text[...]
    var format = format[...]
    var fields: [Character: Int] = [:]
    while let expected = format.popFirst() {
      guard expected == "%" else {
        guard rest.popFirst() == expected else { return nil }
        continue
      }
      guard let kind = format.popFirst() else { return nil }
      switch kind {
      case "%": guard rest.popFirst() == "%" else { return nil }
      case "b", "B":
        guard let month = month(&rest, isShort: kind == "b") else { return nil }
        fields["m"] = month
      default:
        guard let most = ["Y": 4, "y": 2, "m": 2, "d": 2, "H": 2, "M": 2, "S": 2, "j": 3][kind] else { return nil }
        let digits = rest.prefix(most).prefix { $0.isASCII && $0.isNumber }
        guard let number = Int(digits) else { return nil }
        rest.removeFirst(digits.count)
        fields[kind] = number
      }
    }
    return rest.isEmpty ? seconds(fields) : nil
  }

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
  ]

  private static func month(_ rest: inout Substring, isShort: Bool) -> Int? {
    let lower = rest.lowercased()
    for (index, name) in months.enumerated() {
      let name = isShort ? String(name.prefix(3)) : name
      if lower.hasPrefix(name) {
        rest.removeFirst(name.count)
        return index + 1
      }
    }
    return nil
  }

  private static func seconds(_ fields: [Character: Int]) -> Int? {
    // POSIX: two digits from 69 on are of the last century.
    let year = fields["Y"] ?? fields["y"].map { $0 < 69 ? 2000 + $0 : 1900 + $0 } ?? 1900
    let (hour, minute, second) = (fields["H"] ?? 0, fields["M"] ?? 0, fields["S"] ?? 0)
    guard hour < 24, minute < 60, second < 62 else { return nil }
    var day: Int
    if let number = fields["j"] {
      guard (1...(isLeap(year) ? 366 : 365)).contains(number) else { return nil }
      day = days(before: year) + number - 1
    } else {
      let month = fields["m"] ?? 1
      guard (1...12).contains(month) else { return nil }
      let lengths = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
      let number = fields["d"] ?? 1
      guard (1...lengths[month - 1]).contains(number) else { return nil }
      day = days(before: year) + lengths[..<(month - 1)].reduce(0, +) + number - 1
    }
    return ((day * 24 + hour) * 60 + minute) * 60 + second
  }

  private static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  /// From 1970 to the first day of a year.
  private static func days(before year: Int) -> Int {
    let past = year - 1
    return past * 365 + past / 4 - past / 100 + past / 400 - 719_162
  }
}
