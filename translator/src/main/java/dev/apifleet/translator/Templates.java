package dev.apifleet.translator;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks path templates such as {@code /users/{id}/files/{path...}}. */
final class Templates {
  private static final Pattern PARAMETER =
      Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_]{0,31})(\\.\\.\\.)?\\}");

  private Templates() {}

  static void check(FieldPath field, String template, Problems problems) {
    String[] segments = template.split("/", -1);
    Set<String> names = new HashSet<>();
    for (int i = 0; i < segments.length; i++) {
      Matcher parameter = PARAMETER.matcher(segments[i]);
      if (!parameter.matches()) {
        checkLiteral(field, template, segments[i], problems);
      } else if (!names.add(parameter.group(1))) {
        problems.invalid(field, template, "give each segment a name of its own");
      } else if (parameter.group(2) != null && i < segments.length - 1) {
        problems.invalid(field, template, "a name with ... stands for all the rest: put it last");
      }
    }
    Paths.literal(field, PARAMETER.matcher(template).replaceAll("x"), template, problems);
  }

  private static void checkLiteral(
      FieldPath field, String template, String segment, Problems problems) {
    if (segment.contains("{") || segment.contains("}")) {
      problems.invalid(
          field,
          template,
          "write {name} as a whole segment, the name of letters, digits and _, such as {id}; for"
              + " parts of a segment set type to RegularExpression");
    }
  }

  /** The names of a template that is well written. */
  static List<String> names(String template) {
    List<String> names = new ArrayList<>();
    Matcher parameter = PARAMETER.matcher(template);
    while (parameter.find()) {
      names.add(parameter.group(1));
    }
    return names;
  }

  /** The same for templates that match the same paths, whatever their names are. */
  static String shape(String template) {
    return PARAMETER.matcher(template).replaceAll("{$2}");
  }
}
