package dev.apifleet.gateway.route;

import java.util.Map;

/**
 * An immutable map from path segments that is asked with a part of a path and allocates nothing.
 * Open addressing with linear probing, at most half full.
 */
final class SegmentTable<V> {
  private final String[] keys;
  private final Object[] values;

  SegmentTable(Map<String, V> entries) {
    int capacity = Math.max(2, Integer.highestOneBit(Math.max(1, entries.size())) * 4);
    keys = new String[capacity];
    values = new Object[capacity];
    entries.forEach(this::put);
  }

  private void put(String key, V value) {
    int slot = slot(key.hashCode());
    while (keys[slot] != null) {
      slot = slot + 1 & keys.length - 1;
    }
    keys[slot] = key;
    values[slot] = value;
  }

  /** The value of the segment between two indices of a path, or null. */
  @SuppressWarnings("unchecked")
  V get(String path, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + path.charAt(i);
    }
    for (int slot = slot(hash); keys[slot] != null; slot = slot + 1 & keys.length - 1) {
      String key = keys[slot];
      if (key.length() == to - from && path.startsWith(key, from)) {
        return (V) values[slot];
      }
    }
    return null;
  }

  private int slot(int hash) {
    return (hash ^ hash >>> 16) & keys.length - 1;
  }
}
