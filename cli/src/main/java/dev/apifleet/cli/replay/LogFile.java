package dev.apifleet.cli.replay;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** The requests that a log tells of, in the order of its lines; compressed by gzip or not. */
final class LogFile implements Closeable {
  private static final int LONGEST_LINE = 64 * 1024;
  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;

  private final String name;
  private final InputStream input;
  private final BadLines bad;
  private long number;

  private LogFile(String name, InputStream input, BadLines bad) throws IOException {
    this.name = name;
    this.input = plain(new BufferedInputStream(input));
    this.bad = bad;
  }

  /** Opens a file, or standard input where that is called {@code -}. */
  static LogFile open(Path path, InputStream standardInput, BadLines bad) throws IOException {
    return path.toString().equals("-")
        ? new LogFile("-", standardInput, bad)
        : new LogFile(path.toString(), Files.newInputStream(path), bad);
  }

  private static InputStream plain(BufferedInputStream input) throws IOException {
    input.mark(2);
    boolean compressed = input.read() == GZIP_FIRST && input.read() == GZIP_SECOND;
    input.reset();
    return compressed ? new BufferedInputStream(new GZIPInputStream(input)) : input;
  }

  /** The next request, or null at the end. */
  LogLine next() {
    for (String line = line(); line != null; line = line()) {
      try {
        return LogFormat.parse(line);
      } catch (BadLineException e) {
        bad.add(name, number, e.getMessage());
      }
    }
    return null;
  }

  /** A log that cannot be read to its end has ended. */
  private String line() {
    try {
      return read();
    } catch (IOException e) {
      bad.add(name, number + 1, "the rest cannot be read: " + e.getMessage());
      return null;
    }
  }

  private String read() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    int octet = input.read();
    if (octet < 0) {
      return null;
    }
    number++;
    for (; octet >= 0 && octet != '\n'; octet = input.read()) {
      if (line.size() < LONGEST_LINE) {
        line.write(octet);
      }
    }
    return line.toString(StandardCharsets.UTF_8).stripTrailing();
  }

  @Override
  public void close() throws IOException {
    input.close();
  }
}
