package dev.apifleet.snapshot;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.ByteString;
import java.io.IOException;

/**
 * A resource with its canonical JSON (sorted, defaults left out) and that JSON's SHA-256. An
 * unknown field is an error when read: a gateway that does not know a field must not serve the
 * resource without what the field asks for.
 */
public record Encoded(Resource resource, String hash, ByteString json) {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_EMPTY, JsonInclude.Include.NON_NULL))
          .build();

  /** Encodes a resource. */
  public static Encoded of(Resource resource) {
    try {
      byte[] json = JSON.writeValueAsBytes(resource);
      return new Encoded(resource, Sha256.of(json), ByteString.copyFrom(json));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot encode " + resource.key(), e);
    }
  }

  /**
   * Reads a resource from its JSON.
   *
   * @throws IOException when it is not a resource of that kind; the message says why
   */
  public static Encoded read(Kind kind, ByteString json) throws IOException {
    Resource resource = JSON.readValue(json.newInput(), kind.type());
    return new Encoded(resource, Sha256.of(json.toByteArray()), json);
  }
}
