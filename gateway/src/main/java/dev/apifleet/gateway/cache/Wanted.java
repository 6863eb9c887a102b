package dev.apifleet.gateway.cache;

import dev.apifleet.gateway.filter.FieldNames;
import io.netty.util.AsciiString;
import io.vertx.core.MultiMap;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a request's headers want of a cache. They are looked through once: to ask for each of those
 * that matter by its name would cost more than all the rest of a hit.
 */
final class Wanted implements Consumer<CharSequence> {
  /** Headers that mean something to a cache, by what they mean. */
  enum Kind {
    /** How it may be used. */
    CONTROL("cache-control", "pragma"),
    /** An answer in part, or by what the client has. */
    PARTIAL("range", "if-range", "if-match", "if-unmodified-since"),
    /** Some backends take these for the method or path, which the key would not tell. */
    OTHER_WORDS(
        "x-http-method-override",
        "x-http-method",
        "x-method-override",
        "x-original-url",
        "x-rewrite-url"),
    /** Perhaps an answer without an end. */
    STREAM("accept", "upgrade"),
    /** Perhaps fields that the backend does not get to see. */
    HOP("connection"),
    /** Perhaps a body. */
    BODY("content-length", "transfer-encoding"),
    /**
     * Who asks: by custom {@code X-Api-Key}, which a fleet that knows no keys leaves to the
     * backend; and RFC 9440's, from a trusted proxy that has seen the certificate in place of this
     * gateway.
     */
    WHO("authorization", "cookie", "x-api-key", "client-cert"),
    /** An answer only if something changed. */
    CHANGE("if-none-match", "if-modified-since");

    private final List<String> names;

    Kind(String... names) {
      this.names = List.of(names);
    }

    private int bit() {
      return 1 << ordinal();
    }
  }

  private record Known(AsciiString name, Kind kind) {}

  private static final int LONGEST = 22;
  private static final Known[][] BY_LENGTH = byLength();

  private final MultiMap headers;
  private final CacheControl control;
  private int kinds;

  private Wanted(MultiMap headers) {
    this.headers = headers;
    FieldNames.show(headers, this);
    this.control = has(Kind.CONTROL) ? CacheControl.of(headers) : CacheControl.NONE;
  }

  static Wanted by(MultiMap headers) {
    return new Wanted(headers);
  }

  private static Known[][] byLength() {
    Known[][] byLength = new Known[LONGEST + 1][0];
    for (Kind kind : Kind.values()) {
      for (String name : kind.names) {
        Known[] others = byLength[name.length()];
        Known[] all = Arrays.copyOf(others, others.length + 1);
        all[others.length] = new Known(AsciiString.of(name), kind);
        byLength[name.length()] = all;
      }
    }
    return byLength;
  }

  /** Sees the name of a header. */
  @Override
  public void accept(CharSequence name) {
    if (name.length() <= LONGEST) {
      for (Known known : BY_LENGTH[name.length()]) {
        if (known.name.contentEqualsIgnoreCase(name)) {
          kinds |= known.kind.bit();
        }
      }
    }
  }

  MultiMap headers() {
    return headers;
  }

  /** The directives of {@code Cache-Control}. */
  CacheControl control() {
    return control;
  }

  /** Whether there is a header of that kind. */
  boolean has(Kind kind) {
    return (kinds & kind.bit()) != 0;
  }
}
