package dev.apifleet.apiserver.graphql;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Hears the SQL statements that Hibernate sends. */
final class Statements extends Handler implements AutoCloseable {

  private final Logger log = Logger.getLogger("org.hibernate.SQL");
  private final Level before = log.getLevel();
  private final List<String> heard = new CopyOnWriteArrayList<>();

  Statements() {
    log.setLevel(Level.ALL);
    log.addHandler(this);
  }

  /** Those that name this table. */
  List<String> naming(String table) {
    return heard.stream().filter(sql -> sql.matches("(?s).*\\b" + table + "\\b.*")).toList();
  }

  @Override
  public void publish(LogRecord statement) {
    heard.add(statement.getMessage());
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    log.removeHandler(this);
    log.setLevel(before);
  }
}
