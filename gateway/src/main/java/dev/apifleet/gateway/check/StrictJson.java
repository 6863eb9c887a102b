package dev.apifleet.gateway.check;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * JSON that everybody reads in the same way: no member twice, nothing behind it, not too deep. Such
 * differences would let a value pass here that a backend reads as another.
 */
public final class StrictJson {
  private static final int DEEPEST = 64;
  private static final int LONGEST_NUMBER = 100;
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  // Bytes are UTF-8 whatever they look like.
                  .disable(JsonFactory.Feature.CHARSET_DETECTION)
                  .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxNumberLength(LONGEST_NUMBER)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final ObjectReader OBJECTS =
      MAPPER.readerFor(new TypeReference<Map<String, Object>>() {});

  private StrictJson() {}

  /** JSON that could not be read. */
  public static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedException(String message) {
      super(message, null, false, false);
    }
  }

  /** Reads a text. */
  public static JsonNode read(String text) throws MalformedException {
    try {
      JsonNode value = MAPPER.readTree(text);
      if (value.isMissingNode()) {
        throw new MalformedException("there is nothing in it");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw malformed(e);
    }
  }

  private static MalformedException malformed(JsonProcessingException e) {
    String at = e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
    return new MalformedException(e.getClass().getSimpleName() + at);
  }

  /** Reads an object in UTF-8; its numbers are as Jackson has them, and null is null. */
  public static Map<String, Object> readObject(byte[] utf8) throws MalformedException {
    try {
      Map<String, Object> object = OBJECTS.readValue(utf8);
      if (object == null) {
        throw new MalformedException("it is null");
      }
      return object;
    } catch (JsonProcessingException e) {
      throw malformed(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a text in UTF-8. */
  public static JsonNode read(Buffer text) throws MalformedException {
    return read(text.toString(StandardCharsets.UTF_8));
  }

  /** Whether a body is said to be JSON that can be read as it is. */
  public static boolean isSaidBy(HttpServerRequest request) {
    String type = request.getHeader("content-type");
    String coding = request.getHeader("content-encoding");
    if (type == null || coding != null && !coding.equalsIgnoreCase("identity")) {
      return false;
    }
    String lower = type.toLowerCase(Locale.ROOT);
    int semicolon = lower.indexOf(';');
    String media = (semicolon < 0 ? lower : lower.substring(0, semicolon)).strip();
    boolean json = media.equals("application/json") || media.endsWith("+json");
    int charset = lower.indexOf("charset=");
    return json
        && (charset < 0 || lower.substring(charset).replace("\"", "").startsWith("charset=utf-8"));
  }
}
