package dev.apifleet.snapshot;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Objects;

/**
 * A condition on a request; all parts must hold. Precedence is Gateway API's: exact path, longest
 * prefix, then regular expressions, of which the one with the longest literal beginning; then
 * method, more headers, more query parameters. A template ranks as the prefix before its first
 * name, and above that prefix itself.
 *
 * @param path never null
 * @param method an HTTP method, or null for any
 * @param headers names in lower case
 * @param queryParams names as written
 * @param versionPrefix beginning of the path that says which version is wanted, and that backends
 *     are not asked for; null for none
 */
public record MatchConfig(
    PathMatch path,
    String method,
    List<ValueMatch> headers,
    List<ValueMatch> queryParams,
    String versionPrefix) {
  public MatchConfig {
    headers = Lists.copy(headers);
    queryParams = Lists.copy(queryParams);
  }

  /** A match whose path is the backend's too. */
  public MatchConfig(
      PathMatch path, String method, List<ValueMatch> headers, List<ValueMatch> queryParams) {
    this(path, method, headers, queryParams, null);
  }

  /** A condition on the path, without the query. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = PathMatch.Exact.class, name = "exact"),
    @JsonSubTypes.Type(value = PathMatch.Prefix.class, name = "prefix"),
    @JsonSubTypes.Type(value = PathMatch.Template.class, name = "template"),
    @JsonSubTypes.Type(value = PathMatch.Regex.class, name = "regex")
  })
  public sealed interface PathMatch {
    /** The path, the prefix or the expression. */
    String value();

    /** The whole path is equal. */
    record Exact(String value) implements PathMatch {}

    /**
     * Whole leading segments are equal: {@code /a} matches {@code /a} and {@code /a/b}, not {@code
     * /ab}.
     */
    record Prefix(String value) implements PathMatch {}

    /**
     * Segments are equal, but {@code {name}} stands for any one, and {@code {name...}} at the end
     * for all the rest, of which there is at least one.
     */
    record Template(String value) implements PathMatch {}

    /** The whole path matches the expression (RE2 syntax). */
    record Regex(String value) implements PathMatch {}
  }

  /**
   * A condition on a header or query parameter.
   *
   * @param regex whether the value is an expression that must match whole
   */
  public record ValueMatch(String name, String value, boolean regex) {
    public ValueMatch {
      value = Objects.requireNonNullElse(value, "");
    }
  }
}
