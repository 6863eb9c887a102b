package dev.apifleet.gateway.proxy;

import io.netty.util.AsciiString;
import java.util.Collection;
import java.util.List;

/** A set of names of header fields, asked in any case and without allocation. */
final class HeaderNames {
  private final AsciiString[] slots;

  @SafeVarargs
  HeaderNames(Collection<? extends CharSequence>... names) {
    List<AsciiString> all =
        List.of(names).stream().flatMap(Collection::stream).map(AsciiString::of).toList();
    slots = new AsciiString[Integer.highestOneBit(all.size() | 1) * 4];
    all.forEach(name -> slots[slot(name)] = name);
  }

  boolean contains(CharSequence name) {
    return slots[slot(name)] != null;
  }

  /** Where the name is, or would be (linear probing; most slots are free). */
  private int slot(CharSequence name) {
    int slot = AsciiString.hashCode(name) & slots.length - 1;
    while (slots[slot] != null && !AsciiString.contentEqualsIgnoreCase(slots[slot], name)) {
      slot = slot + 1 & slots.length - 1;
    }
    return slot;
  }
}
