package dev.apifleet.gateway.identity;

import dev.apifleet.snapshot.Sha256;

/**
 * Digests of tokens, which are the same request after request: hashing costs more than all else
 * that is done about a token that is known. They are forgotten every few seconds, so that a memory
 * dump holds no more tokens than it does anyway, in buffers and in requests that are over.
 */
final class Digests {
  static final long FORGET_MILLIS = 10_000;

  /** A power of two; a token that falls into the place of another takes it. */
  private static final int PLACES = 1_024;

  /**
   * A token that was hashed.
   *
   * @param field the header that it came in
   */
  private record Known(String field, int hash, String digest) {}

  private volatile Known[] places = new Known[PLACES];

  /** By which a token is known. */
  String of(Presented.Token token) {
    Known[] known = places;
    String field = token.field();
    int hash = field.hashCode();
    int place = (hash ^ hash >>> 16) & PLACES - 1;
    Known last = known[place];
    // Hashes first: by the time that it takes to compare tokens nobody shall guess one bit by bit.
    if (last != null && last.hash == hash && last.field.equals(field)) {
      return last.digest;
    }
    String digest = Sha256.of(token.text());
    known[place] = new Known(field, hash, digest);
    return digest;
  }

  /** To be called every {@link #FORGET_MILLIS}. */
  void forget() {
    places = new Known[PLACES];
  }
}
