package dev.apifleet.gateway.admin;

import dev.apifleet.gateway.limit.CounterKey;
import dev.apifleet.gateway.limit.manage.CounterSet;
import dev.apifleet.gateway.proxy.ClientAddress;
import dev.apifleet.snapshot.KeyPart;
import dev.apifleet.snapshot.PolicyConfig;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Reads whose counters are meant: {@code policy}, {@code tier}, and {@code key}, the value of each
 * part of the policy's key as rejected keys are shown, or else their {@code hash}.
 */
final class CounterQuestion {
  private static final Set<String> FIELDS =
      Set.of("policy", "tier", "key", "hash", "counter", "units");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{32}");
  private static final int LONGEST = 16 * 1024;
  private static final long MOST_UNITS = 1_000_000_000;
  private static final String ADDRESS = "address ";
  private static final String SUBJECT = "subject ";

  private final JsonObject question;

  /**
   * @throws IllegalArgumentException as all its methods do where something is wrong: the message
   *     says what, and what to do
   */
  CounterQuestion(JsonObject question) {
    this.question = question;
    for (String field : question.fieldNames()) {
      if (!FIELDS.contains(field)) {
        throw wrong(field, field, "write some of " + new TreeSet<>(FIELDS));
      }
    }
  }

  private static IllegalArgumentException wrong(String field, Object found, String remedy) {
    return new IllegalArgumentException("%s: found %s; %s".formatted(field, quoted(found), remedy));
  }

  private static String quoted(Object found) {
    return found instanceof String text ? '"' + text + '"' : String.valueOf(found);
  }

  /** The counters that are meant. */
  CounterSet counters(Map<String, PolicyConfig> policies) {
    PolicyConfig policy = policies.get(text("policy", policies.keySet()));
    if (policy == null) {
      throw wrong("policy", question.getValue("policy"), "write one of " + policies.keySet());
    }
    SortedSet<String> tiers = policy.limitedTiers();
    String tier = text("tier", tiers);
    if (!tiers.contains(tier)) {
      throw wrong("tier", tier, "the policy limits only " + tiers);
    }
    CounterSet set = new CounterSet(policy, tier, hash(policy));
    return question.containsKey("counter") ? only(set) : set;
  }

  /** How many units are to be given back. */
  long units() {
    Object found = question.getValue("units");
    if (!(found instanceof Integer || found instanceof Long)
        || ((Number) found).longValue() < 1
        || ((Number) found).longValue() > MOST_UNITS) {
      throw wrong("units", found, "write a whole number from 1 to " + MOST_UNITS);
    }
    return ((Number) found).longValue();
  }

  private String text(String field, Set<String> choices) {
    if (!(question.getValue(field) instanceof String text)) {
      throw wrong(field, question.getValue(field), "write one of " + choices);
    }
    return text;
  }

  private CounterSet only(CounterSet set) {
    Object wanted = question.getValue("counter");
    CounterSet found = set.only(String.valueOf(wanted));
    if (found.limits().isEmpty()) {
      throw wrong(
          "counter",
          wanted,
          "the tier has " + set.limits().stream().map(limit -> limit.counter()).toList());
    }
    return found;
  }

  private String hash(PolicyConfig policy) {
    Object hash = question.getValue("hash");
    Object key = question.getValue("key");
    if (hash == null && key instanceof JsonObject parts) {
      return CounterKey.hash(values(policy.keyParts(), parts));
    }
    if (key != null || !(hash instanceof String text) || !HASH.matcher(text).matches()) {
      throw wrong(
          key != null ? "key" : "hash",
          key != null ? key : hash,
          "write either key, " + form(policy.keyParts()) + ", or hash, 32 hexadecimal digits");
    }
    return text;
  }

  private static List<String> values(List<KeyPart> wanted, JsonObject parts) {
    if (!parts.fieldNames().equals(Set.copyOf(wanted.stream().map(CounterKey::kind).toList()))) {
      throw wrong("key", parts.fieldNames(), "the policy counts by all of " + form(wanted));
    }
    return wanted.stream().map(part -> value(part, parts)).toList();
  }

  private static String value(KeyPart part, JsonObject parts) {
    String kind = CounterKey.kind(part);
    Object found = parts.getValue(kind);
    if (!(found instanceof String text) || text.length() > LONGEST) {
      throw wrong("key." + kind, found, "write " + form(part));
    }
    return switch (part) {
      case KeyPart.Identity _ -> someone("key." + kind, text, SUBJECT, form(part));
      case KeyPart.ApiKey _ -> someone("key." + kind, text, "key ", form(part));
      case KeyPart.Ip _ -> ClientAddress.key(text);
      case KeyPart.Header _, KeyPart.Claim _, KeyPart.Route _ -> text;
    };
  }

  /** A client's address, or who has said who it is; a subject alone has no issuer. */
  private static String someone(String field, String text, String known, String form) {
    if (text.startsWith(ADDRESS)) {
      return ADDRESS + ClientAddress.key(text.substring(ADDRESS.length()));
    }
    if (!text.startsWith(known)) {
      throw wrong(field, text, "write " + form);
    }
    boolean alone = known.equals(SUBJECT) && text.indexOf(' ', SUBJECT.length()) < 0;
    return alone ? SUBJECT + ' ' + text.substring(SUBJECT.length()) : text;
  }

  private static String form(List<KeyPart> parts) {
    return parts.stream()
        .map(part -> '"' + CounterKey.kind(part) + "\": " + form(part))
        .toList()
        .toString();
  }

  private static String form(KeyPart part) {
    return switch (part) {
      case KeyPart.Identity _ -> "\"subject ISSUER SUBJECT\" or \"address ADDRESS\"";
      case KeyPart.ApiKey _ -> "\"key ID\" or \"address ADDRESS\"";
      case KeyPart.Ip _ -> "an address";
      case KeyPart.Header _ -> "the header's value";
      case KeyPart.Claim _ -> "the claim's value";
      case KeyPart.Route _ -> "NAMESPACE/ROUTE/RULE";
    };
  }
}
