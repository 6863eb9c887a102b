package dev.apifleet.gateway.identity;

import dev.apifleet.gateway.filter.Exchange;
import dev.apifleet.gateway.filter.FieldNames;
import dev.apifleet.gateway.filter.Filter;
import dev.apifleet.gateway.filter.Subscriber;
import dev.apifleet.snapshot.FleetSettings.IdentityHeaderNames;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells backends who asks. What a client sends under these names, or under names that a backend may
 * read as these, never gets through: backends take {@code X_User_Id} for {@code X-User-Id}.
 */
public final class IdentityHeadersFilter implements Filter {
  private static final String LIST = ",";
  private static final String WORDS = " ";

  private final IdentityHeaderNames names;
  private final List<String> all;

  public IdentityHeadersFilter(IdentityHeaderNames names) {
    this.names = names;
    this.all = List.of(names.subject(), names.tier(), names.roles(), names.scopes());
  }

  /** Who asks is looked up when the backend is asked, so that the filter may stand anywhere. */
  @Override
  public void apply(Exchange exchange) {
    exchange.outbound().editHeaders(headers -> write(headers, exchange.subscriber()));
    exchange.proceed();
  }

  private void write(MultiMap headers, Subscriber subscriber) {
    strip(headers);
    if (subscriber.isAnonymous()) {
      return;
    }
    headers.set(names.subject(), safe(subscriber.subject()));
    headers.set(names.tier(), safe(subscriber.tier()));
    setList(headers, names.roles(), subscriber.roles(), LIST);
    setList(headers, names.scopes(), subscriber.scopes(), WORDS);
  }

  private static void setList(MultiMap headers, String name, List<String> values, String between) {
    if (values.isEmpty()) {
      return;
    }
    StringBuilder list = new StringBuilder(safe(values.getFirst()));
    for (int i = 1; i < values.size(); i++) {
      list.append(between).append(safe(values.get(i)));
    }
    headers.set(name, list.toString());
  }

  private void strip(MultiMap headers) {
    List<CharSequence> forged = new ArrayList<>(0);
    FieldNames.show(
        headers,
        name -> {
          if (isOurs(name)) {
            forged.add(name);
          }
        });
    forged.forEach(headers::remove);
  }

  private boolean isOurs(CharSequence name) {
    for (int i = 0; i < all.size(); i++) {
      if (reads(name, all.get(i))) {
        return true;
      }
    }
    return false;
  }

  /** Whether both are the same to one who takes all signs for one, and upper for lower case. */
  static boolean reads(CharSequence name, String other) {
    if (name.length() != other.length()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (folded(name.charAt(i)) != folded(other.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static char folded(char c) {
    if (c >= 'A' && c <= 'Z') {
      return (char) (c + 32);
    }
    return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' ? c : '-';
  }

  /** Visible ASCII but for % and commas; anything else percent-encoded, so that nothing is lost. */
  static String safe(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (!isSafe(value.charAt(i))) {
        return encoded(value);
      }
    }
    return value;
  }

  private static String encoded(String value) {
    StringBuilder text = new StringBuilder();
    for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
      if (isSafe((char) (b & 0xFF))) {
        text.append((char) b);
      } else {
        text.append('%')
            .append(Character.toUpperCase(Character.forDigit(b >> 4 & 0xF, 16)))
            .append(Character.toUpperCase(Character.forDigit(b & 0xF, 16)));
      }
    }
    return text.toString();
  }

  private static boolean isSafe(char c) {
    return c > ' ' && c < 0x7F && c != '%' && c != ',';
  }
}
