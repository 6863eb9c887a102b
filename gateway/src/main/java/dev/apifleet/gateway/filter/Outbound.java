package dev.apifleet.gateway.filter;

import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** How a backend is asked where that differs from what the client asked; the same for each try. */
public final class Outbound {
  private final List<Consumer<MultiMap>> headerEdits = new ArrayList<>(2);
  private String authority;
  private String path;

  /** The authority that the backend is told, or null for the client's. */
  public String authority() {
    return authority;
  }

  public void authority(String other) {
    authority = other;
  }

  /** The path without the query, or null for the client's. */
  public String path() {
    return path;
  }

  public void path(String other) {
    path = other;
  }

  /** Adds a change of the headers; changes act in the order in which they were added. */
  public void editHeaders(Consumer<MultiMap> edit) {
    headerEdits.add(edit);
  }

  /** The same so far, and changed apart from now on. */
  public Outbound copy() {
    Outbound copy = new Outbound();
    copy.headerEdits.addAll(headerEdits);
    copy.authority = authority;
    copy.path = path;
    return copy;
  }

  /** Whether a backend finds something else under one of these names than the client sent. */
  public boolean changesAny(List<String> names, MultiMap sent) {
    MultiMap told = MultiMap.caseInsensitiveMultiMap().addAll(sent);
    applyTo(told);
    for (String name : names) {
      if (!told.getAll(name).equals(sent.getAll(name))) {
        return true;
      }
    }
    return false;
  }

  /** Does all changes of the headers. */
  public void applyTo(MultiMap headers) {
    headerEdits.forEach(edit -> edit.accept(headers));
  }
}
