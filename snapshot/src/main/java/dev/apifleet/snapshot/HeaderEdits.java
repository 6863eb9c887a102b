package dev.apifleet.snapshot;

import java.util.List;
import java.util.Objects;

/** Edits of headers: set, then add, then remove. Names are in lower case. */
public record HeaderEdits(List<Header> set, List<Header> add, List<String> remove) {
  public HeaderEdits {
    set = Lists.copy(set);
    add = Lists.copy(add);
    remove = Lists.copy(remove);
  }

  /** A header with its value, which may be empty. */
  public record Header(String name, String value) {
    public Header {
      value = Objects.requireNonNullElse(value, "");
    }
  }
}
