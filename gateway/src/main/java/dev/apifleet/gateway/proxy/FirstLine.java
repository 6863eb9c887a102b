package dev.apifleet.gateway.proxy;

/**
 * What the first line of a connection says that it speaks: a request line has a method, a target
 * and "HTTP/" with a version (RFC 9112, 3).
 */
final class FirstLine {
  private static final String NAME = "http/";
  private static final int WORDS = 3;

  private int words;
  private int matched;
  private boolean named;
  private boolean inWord;
  private boolean over;

  void take(byte value) {
    boolean letter = value > ' ' || value < 0;
    words += letter && !inWord ? 1 : 0;
    inWord = letter;
    char lower = (char) (value >= 'A' && value <= 'Z' ? value + 'a' - 'A' : value);
    matched = NAME.charAt(matched) == lower ? matched + 1 : lower == NAME.charAt(0) ? 1 : 0;
    named |= matched == NAME.length();
    matched %= NAME.length();
    over = value == '\n' && words > 0;
  }

  boolean isOver() {
    return over;
  }

  /** Whether it is complete, has a word where the version is, and that is of another protocol. */
  boolean isOfAnotherProtocol() {
    return over && words >= WORDS && !named;
  }
}
