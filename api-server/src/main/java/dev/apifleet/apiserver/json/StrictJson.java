package dev.apifleet.apiserver.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.util.stream.Stream;

/** JSON is taken as the API's description says it: a number is no text, and a name stands once. */
@Singleton
public class StrictJson implements ObjectMapperCustomizer {

  @Override
  public void customize(ObjectMapper mapper) {
    mapper
        .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .registerModule(WholeNumbers.module());
    Stream.of(
            LogicalType.Textual,
            LogicalType.Integer,
            LogicalType.Float,
            LogicalType.Boolean,
            LogicalType.Enum)
        .forEach(type -> refuseOtherShapes(mapper, type));
  }

  private static void refuseOtherShapes(ObjectMapper mapper, LogicalType type) {
    var coercion = mapper.coercionConfigFor(type);
    Stream.of(CoercionInputShape.values())
        .filter(shape -> !natural(type, shape))
        .forEach(shape -> coercion.setCoercion(shape, CoercionAction.Fail));
  }

  private static boolean natural(LogicalType type, CoercionInputShape shape) {
    return switch (shape) {
      case String -> type == LogicalType.Textual || type == LogicalType.Enum;
      case EmptyString -> type == LogicalType.Textual;
      case Integer -> type == LogicalType.Integer || type == LogicalType.Float;
      case Float -> type == LogicalType.Float;
      case Boolean -> type == LogicalType.Boolean;
      default -> false;
    };
  }
}
