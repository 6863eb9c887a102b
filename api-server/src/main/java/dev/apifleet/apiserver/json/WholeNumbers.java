package dev.apifleet.apiserver.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.util.function.LongFunction;

/**
 * Reads integers as JSON Schema understands them: 7.0 is one, and 7.5 is none (JSON Schema 2020-12
 * core, section 4.2.3).
 */
final class WholeNumbers<T extends Number> extends StdScalarDeserializer<T> {

  private final transient LongFunction<T> narrow;

  private WholeNumbers(Class<T> type, LongFunction<T> narrow) {
    super(type);
    this.narrow = narrow;
  }

  static SimpleModule module() {
    return new SimpleModule("whole numbers")
        .addDeserializer(Integer.class, new WholeNumbers<>(Integer.class, Math::toIntExact))
        .addDeserializer(Long.class, new WholeNumbers<>(Long.class, Long::valueOf));
  }

  @Override
  public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
    if (!json.currentToken().isNumeric()) {
      return narrow.apply(refused(json, context));
    }
    try {
      return narrow.apply(
          json.hasToken(JsonToken.VALUE_NUMBER_INT)
              ? json.getLongValue()
              : json.getDecimalValue().longValueExact());
    } catch (ArithmeticException notWhole) {
      return narrow.apply(refused(json, context));
    }
  }

  private long refused(JsonParser json, DeserializationContext context) throws IOException {
    return ((Number) context.handleUnexpectedToken(handledType(), json)).longValue();
  }
}
