package dev.apifleet.snapshot;

import java.util.List;

/** Edits of headers: set, then add, then remove. Names are in lower case. */
public record HeaderEdits(List<Header> set, List<Header> add, List<String> remove) {
  public HeaderEdits {
    set = Lists.copy(set);
    add = Lists.copy(add);
    remove = Lists.copy(remove);
  }

  /** A header with its value. */
  public record Header(String name, String value) {}
}
