package dev.apifleet.gateway.waf;

/** Where in a request something was found. */
enum Place {
  PATH("path"),
  QUERY("query"),
  HEADER("headers"),
  USER_AGENT("user-agent header"),
  BODY("body");

  private final String text;

  Place(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }
}
