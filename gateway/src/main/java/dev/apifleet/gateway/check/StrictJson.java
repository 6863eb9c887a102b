package dev.apifleet.gateway.check;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

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
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxNumberLength(LONGEST_NUMBER)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

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
      String at = e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
      throw new MalformedException(e.getClass().getSimpleName() + at);
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
