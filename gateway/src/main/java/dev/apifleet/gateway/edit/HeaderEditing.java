package dev.apifleet.gateway.edit;

import dev.apifleet.snapshot.HeaderEdits;
import dev.apifleet.snapshot.HeaderEdits.Header;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.function.Consumer;

/** Edits of headers, ready to be done: set, then add, then remove. */
record HeaderEditing(List<Header> set, List<Header> add, List<String> remove)
    implements Consumer<MultiMap> {
  static HeaderEditing of(HeaderEdits edits) {
    return new HeaderEditing(edits.set(), edits.add(), edits.remove());
  }

  @Override
  public void accept(MultiMap headers) {
    for (int i = 0; i < set.size(); i++) {
      headers.set(set.get(i).name(), set.get(i).value());
    }
    for (int i = 0; i < add.size(); i++) {
      headers.add(add.get(i).name(), add.get(i).value());
    }
    for (int i = 0; i < remove.size(); i++) {
      headers.remove(remove.get(i));
    }
  }
}
