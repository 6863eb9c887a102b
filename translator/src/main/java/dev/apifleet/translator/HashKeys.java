package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.HashKey;
import dev.apifleet.api.v1alpha1.HashKeyType;
import dev.apifleet.snapshot.PoolConfig;
import dev.apifleet.snapshot.PoolConfig.HashKeyConfig;
import java.util.Objects;

/** Reads what of a request consistent hashing keeps together. */
final class HashKeys {
  private static final FieldPath FIELD =
      FieldPath.SPEC.child("loadBalancer").child("hashKey").child("name");

  private HashKeys() {}

  static HashKeyConfig read(HashKey given, Problems problems) {
    String name = given == null ? null : given.name();
    HashKeyType type = given == null ? null : given.type();
    return switch (Objects.requireNonNullElse(type, HashKeyType.Ip)) {
      case Ip -> nameless(PoolConfig.HashKeyType.IP, name, problems);
      case Path -> nameless(PoolConfig.HashKeyType.PATH, name, problems);
      case Header -> token(PoolConfig.HashKeyType.HEADER, "header", name, problems);
      case Cookie -> token(PoolConfig.HashKeyType.COOKIE, "cookie", name, problems);
      case QueryParam -> {
        if (Texts.isBlank(name)) {
          problems.invalid(FIELD, name, "write the name of the query parameter");
        }
        yield new HashKeyConfig(PoolConfig.HashKeyType.QUERY_PARAM, name);
      }
    };
  }

  private static HashKeyConfig nameless(
      PoolConfig.HashKeyType type, String name, Problems problems) {
    if (name != null) {
      problems.invalid(FIELD, name, "remove it, or set type: Header, Cookie or QueryParam");
    }
    return new HashKeyConfig(type, null);
  }

  /** Names of cookies are tokens like those of headers (RFC 6265, section 4.1.1). */
  private static HashKeyConfig token(
      PoolConfig.HashKeyType type, String what, String name, Problems problems) {
    if (name == null || !HeaderNames.isName(name)) {
      problems.invalid(FIELD, name, "write the name of the " + what);
    }
    return new HashKeyConfig(type, name);
  }
}
