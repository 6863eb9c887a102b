package dev.apifleet.apiserver.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.StringEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The statements that stand in the compiled classes, wherever they are written: every text that
 * begins like one.
 */
final class Statements {

  private static final Pattern BEGINNING =
      Pattern.compile("^\\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|WITH|FROM)\\s+[\\s\\S]+");
  private static final Pattern PARAMETER = Pattern.compile("(?<![:a-zA-Z0-9']):([a-zA-Z]\\w*)|\\?");
  private static final Pattern HUMP = Pattern.compile("(?<=[a-z])([A-Z])(?=[a-z])");

  private Statements() {}

  /** Where a compiled concatenation has a value that is known at run time alone. */
  private static final String HOLE = "\u0001";

  /** A statement with $1, $2… for its parameters. */
  record Statement(String where, String sql, int parameters) {

    boolean isPutTogether() {
      return sql.contains(HOLE);
    }
  }

  static List<Statement> all(Path classes) {
    try (Stream<Path> files = Files.walk(classes)) {
      return files
          .filter(file -> file.toString().endsWith(".class"))
          .flatMap(Statements::in)
          .distinct()
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Stream<Statement> in(Path file) {
    try {
      ClassModel model = ClassFile.of().parse(file);
      return StreamSupport.stream(model.constantPool().spliterator(), false)
          .filter(StringEntry.class::isInstance)
          .map(entry -> ((StringEntry) entry).stringValue())
          .filter(text -> BEGINNING.matcher(text.toUpperCase(Locale.ROOT)).matches())
          .map(text -> numbered(file.getFileName().toString(), text));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Statement numbered(String where, String text) {
    List<String> names =
        PARAMETER.matcher(text).results().map(MatchResult::group).distinct().toList();
    Matcher matcher = PARAMETER.matcher(text);
    int[] mark = {0};
    String sql =
        matcher.replaceAll(
            found ->
                found.group().equals("?")
                    ? "\\$" + ++mark[0]
                    : "\\$" + (names.indexOf(found.group()) + 1));
    return new Statement(where, plain(sql), Math.max(names.size(), mark[0]));
  }

  /** Hibernate's own language, in small letters, is close enough to SQL. */
  private static String plain(String sql) {
    String columns =
        Character.isLowerCase(sql.charAt(0))
            ? HUMP.matcher(sql).replaceAll(hump -> "_" + hump.group().toLowerCase(Locale.ROOT))
            : sql;
    return columns.startsWith("from ") ? "SELECT * " + columns : columns;
  }
}
