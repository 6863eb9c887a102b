package dev.apifleet.gateway.filter;

import io.vertx.core.MultiMap;
import io.vertx.core.http.impl.headers.HeadersMultiMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;

/** The names of header fields, as they lie in memory: most are never needed as strings. */
public final class FieldNames {
  private FieldNames() {}

  /** Shows each of them, in their order. */
  public static void show(MultiMap headers, Consumer<CharSequence> to) {
    if (headers instanceof HeadersMultiMap read) {
      Iterator<Map.Entry<CharSequence, CharSequence>> fields = read.iteratorCharSequence();
      while (fields.hasNext()) {
        to.accept(fields.next().getKey());
      }
    } else {
      for (Map.Entry<String, String> field : headers) {
        to.accept(field.getKey());
      }
    }
  }
}
