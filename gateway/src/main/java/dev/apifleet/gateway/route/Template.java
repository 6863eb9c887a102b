package dev.apifleet.gateway.route;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The parts of a path template such as {@code /users/{id}/files/{path...}}. */
final class Template {
  private static final String REST = "...}";

  private Template() {}

  /** What stands between the slashes; the last one is empty after a slash at the end. */
  static List<String> segments(String template) {
    return List.of(template.substring(1).split("/", -1));
  }

  static boolean isParameter(String segment) {
    return segment.startsWith("{") && segment.endsWith("}");
  }

  /** Whether a parameter stands for all the rest of the path. */
  static boolean isRest(String segment) {
    return isParameter(segment) && segment.endsWith(REST);
  }

  static boolean isRest(String template, String name) {
    return template.endsWith("/{" + name + REST);
  }

  /** The index of each parameter among the segments, by name. */
  static Map<String, Integer> parameters(String template) {
    Map<String, Integer> parameters = new HashMap<>();
    List<String> segments = segments(template);
    for (int i = 0; i < segments.size(); i++) {
      String segment = segments.get(i);
      if (isParameter(segment)) {
        int end = segment.length() - (isRest(segment) ? REST.length() : 1);
        parameters.put(segment.substring(1, end), i);
      }
    }
    return Map.copyOf(parameters);
  }
}
