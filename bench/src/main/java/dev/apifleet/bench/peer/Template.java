package dev.apifleet.bench.peer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A configuration file among our resources, with a {@code ${name}} where something is filled in.
 */
record Template(String text) {
  private static final Pattern NAME = Pattern.compile("\\$\\{(\\w+)}");

  /** The resource of this name below {@code peers/}. */
  static Template of(String resource) {
    return find(resource).orElseThrow(() -> new IllegalArgumentException("no " + resource));
  }

  static Optional<Template> find(String resource) {
    try (InputStream in = Template.class.getResourceAsStream("/peers/" + resource)) {
      return Optional.ofNullable(in).map(Template::read);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Template read(InputStream in) {
    try {
      return new Template(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fills in what has these names; a name without a value is an error. */
  Template with(Map<String, ?> values) {
    return new Template(
        NAME.matcher(text)
            .replaceAll(found -> Matcher.quoteReplacement(value(found.group(1), values))));
  }

  private static String value(String name, Map<String, ?> values) {
    if (!values.containsKey(name)) {
      throw new IllegalArgumentException("nothing given for ${" + name + "}");
    }
    return values.get(name).toString();
  }

  /** Writes it as it is now. */
  Path to(Path file) {
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
