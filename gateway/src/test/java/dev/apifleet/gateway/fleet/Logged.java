package dev.apifleet.gateway.fleet;

import java.text.MessageFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** What is logged under a name while this is open. */
final class Logged extends Handler implements AutoCloseable {
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Logger logger;

  private Logged(String name) {
    logger = Logger.getLogger(name);
    logger.addHandler(this);
  }

  static Logged of(String name) {
    return new Logged(name);
  }

  /** Whether one line has all these parts. */
  boolean has(String... parts) {
    return lines.stream().anyMatch(line -> Stream.of(parts).allMatch(line::contains));
  }

  @Override
  public void publish(LogRecord entry) {
    String message = entry.getMessage();
    Object[] parameters = entry.getParameters();
    if (entry instanceof org.jboss.logmanager.ExtLogRecord ext) {
      lines.add(ext.getFormattedMessage());
    } else {
      lines.add(parameters == null ? message : MessageFormat.format(message, parameters));
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
