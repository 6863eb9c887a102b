package dev.apifleet.apiserver.apikey;

import dev.apifleet.apiserver.json.Numeral;

/** Which page of API keys: at most {@code limit} of those that follow the id {@code after}. */
record PageRequest(int limit, long after) {

  private static final int USUAL_LIMIT = 20;
  private static final int LARGEST_LIMIT = 100;

  static PageRequest parse(String limit, String after) {
    return new PageRequest(
        (int) number("limit", limit, USUAL_LIMIT, 1, LARGEST_LIMIT),
        number("after", after, 0, 0, Long.MAX_VALUE));
  }

  private static long number(String field, String text, long usual, long least, long most) {
    return text == null ? usual : Numeral.parse(field, text, least, most);
  }
}
