package dev.apifleet.cli.replay;

/** The formats of access logs: told by a line's first character, so that a log may mix them. */
final class LogFormat {
  private LogFormat() {}

  static LogLine parse(String line) throws BadLineException {
    if (line.isBlank()) {
      throw new BadLineException("empty");
    }
    return line.charAt(0) == '{' ? JsonFormat.parse(line) : CombinedFormat.parse(line);
  }
}
