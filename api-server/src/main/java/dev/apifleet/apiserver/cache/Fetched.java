package dev.apifleet.apiserver.cache;

/** A value, or null where there is none, and whether this instance may keep it. */
record Fetched<V>(V value, boolean keep) {}
