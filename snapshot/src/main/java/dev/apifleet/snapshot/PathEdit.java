package dev.apifleet.snapshot;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Objects;

/** A change of a path; the query stays. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = PathEdit.Full.class, name = "full"),
  @JsonSubTypes.Type(value = PathEdit.Prefix.class, name = "prefix"),
  @JsonSubTypes.Type(value = PathEdit.Regex.class, name = "regex")
})
public sealed interface PathEdit {
  /** The whole path; {@code {name}} stands for a segment that a template matched. */
  record Full(String path) implements PathEdit {}

  /** What stands in place of the prefix that matched. */
  record Prefix(String replacement) implements PathEdit {}

  /** What an expression (RE2) matches is replaced, {@code $1} by its first group. */
  record Regex(String pattern, String substitution) implements PathEdit {
    public Regex {
      substitution = Objects.requireNonNullElse(substitution, "");
    }
  }
}
