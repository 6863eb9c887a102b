package dev.apifleet.gateway.route;

import java.util.Map;

/**
 * An immutable map from path segments that is asked with a part of a path and allocates nothing.
 * Open addressing with linear probing, at most half full; a value stands beside its key.
 */
final class SegmentTable<V> {
  private static final SegmentTable<?> EMPTY = new SegmentTable<>(Map.of());

  private final Object[] slots;
  private final int size;

  SegmentTable(Map<String, V> entries) {
    size = entries.size();
    slots = new Object[capacity(size)];
    entries.forEach((key, value) -> put(slots, key, value));
  }

  private SegmentTable(Object[] slots, int size) {
    this.slots = slots;
    this.size = size;
  }

  /** Two slots for each of at least twice as many keys. */
  private static int capacity(int size) {
    return 8 * Integer.highestOneBit(Math.max(1, size));
  }

  @SuppressWarnings("unchecked")
  static <V> SegmentTable<V> empty() {
    return (SegmentTable<V>) EMPTY;
  }

  boolean isEmpty() {
    return size == 0;
  }

  private static void put(Object[] slots, Object key, Object value) {
    int slot = slot(slots, key.hashCode());
    while (slots[slot] != null && !slots[slot].equals(key)) {
      slot = slot + 2 & slots.length - 1;
    }
    slots[slot] = key;
    slots[slot + 1] = value;
  }

  /** The same with another value under a key; null for none. */
  SegmentTable<V> with(String key, V value) {
    boolean known = get(key) != null;
    if (value == null) {
      return known ? rebuilt(key, size - 1) : this;
    }
    int newSize = known ? size : size + 1;
    boolean full = newSize * 4 > slots.length;
    SegmentTable<V> table =
        full ? rebuilt(null, newSize) : new SegmentTable<>(slots.clone(), newSize);
    put(table.slots, key, value);
    return table;
  }

  private SegmentTable<V> rebuilt(String without, int newSize) {
    Object[] fresh = new Object[capacity(newSize)];
    for (int slot = 0; slot < slots.length; slot += 2) {
      if (slots[slot] != null && !slots[slot].equals(without)) {
        put(fresh, slots[slot], slots[slot + 1]);
      }
    }
    return new SegmentTable<>(fresh, newSize);
  }

  /** The value of a whole key, or null. */
  @SuppressWarnings("unchecked")
  V get(String key) {
    int slot = slot(slots, key.hashCode());
    while (slots[slot] != null && !slots[slot].equals(key)) {
      slot = slot + 2 & slots.length - 1;
    }
    return (V) slots[slot + 1];
  }

  /** The value of the segment between two indices of a path, or null. */
  @SuppressWarnings("unchecked")
  V get(String path, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + path.charAt(i);
    }
    for (int slot = slot(slots, hash); slots[slot] != null; slot = slot + 2 & slots.length - 1) {
      String key = (String) slots[slot];
      if (key.length() == to - from && path.startsWith(key, from)) {
        return (V) slots[slot + 1];
      }
    }
    return null;
  }

  /** Keys have even slots, each with its value behind it. */
  private static int slot(Object[] slots, int hash) {
    return (hash ^ hash >>> 16) << 1 & slots.length - 1;
  }
}
