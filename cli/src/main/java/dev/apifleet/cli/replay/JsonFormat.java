package dev.apifleet.cli.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/** One JSON object a line, as gateways write their access log. */
final class JsonFormat {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Above, a number of seconds would lie beyond the year 5000, and is one of milliseconds. */
  private static final BigDecimal MOST_SECONDS = BigDecimal.valueOf(100_000_000_000L);

  private JsonFormat() {}

  static LogLine parse(String line) throws BadLineException {
    JsonNode json = object(line);
    return new LogLine(
        millis(json.path("time")),
        needed(json, "client"),
        text(json, "subject"),
        text(json, "issuer"),
        text(json, "tier"),
        text(json, "apiKey"),
        text(json, "method"),
        text(json, "host"),
        text(json, "path"),
        text(json, "route"),
        text(json, "rule"),
        json.path("status").asInt(),
        Math.max(0, json.path("requestBytes").asLong()),
        cost(json.path("cost")),
        texts(json.path("headers")),
        texts(json.path("claims")));
  }

  private static JsonNode object(String line) throws BadLineException {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new BadLineException("no JSON object: " + e.getOriginalMessage());
    }
  }

  private static long millis(JsonNode time) throws BadLineException {
    try {
      if (time.isNumber()) {
        return millis(time.decimalValue());
      }
      String text = time.asText();
      return !text.isEmpty() && text.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9')
          ? millis(new BigDecimal(text))
          : OffsetDateTime.parse(text).toInstant().toEpochMilli();
    } catch (DateTimeException | ArithmeticException | NumberFormatException _) {
      throw new BadLineException(
          "time: found " + time + "; write it as 2026-01-31T12:00:00Z or in seconds since 1970");
    }
  }

  private static long millis(BigDecimal number) {
    if (number.signum() < 0 || number.precision() - number.scale() > 18) {
      throw new ArithmeticException("out of range");
    }
    return number.compareTo(MOST_SECONDS) < 0
        ? number.movePointRight(3).longValue()
        : number.longValue();
  }

  private static String needed(JsonNode json, String field) throws BadLineException {
    String text = text(json, field);
    if (text == null) {
      throw new BadLineException(field + ": missing");
    }
    return text;
  }

  private static String text(JsonNode json, String field) {
    JsonNode value = json.path(field);
    return value.isValueNode() && !value.isNull() && !value.asText().isEmpty()
        ? value.asText()
        : null;
  }

  private static OptionalLong cost(JsonNode cost) {
    return cost.canConvertToLong() && cost.isNumber() && cost.asLong() >= 0
        ? OptionalLong.of(cost.asLong())
        : OptionalLong.empty();
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new HashMap<>();
    object
        .properties()
        .forEach(
            field -> texts.put(field.getKey().toLowerCase(Locale.ROOT), joined(field.getValue())));
    return texts;
  }

  private static String joined(JsonNode value) {
    if (!value.isArray()) {
      return value.isValueNode() ? value.asText() : value.toString();
    }
    StringBuilder all = new StringBuilder();
    value.forEach(one -> all.append(all.isEmpty() ? "" : ",").append(one.asText()));
    return all.toString();
  }
}
