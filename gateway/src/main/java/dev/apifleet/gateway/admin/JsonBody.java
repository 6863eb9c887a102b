package dev.apifleet.gateway.admin;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Reads the JSON object that a request brings. */
final class JsonBody {
  private JsonBody() {}

  /**
   * The object in the body.
   *
   * @param form what to write, in words
   * @throws IllegalArgumentException where there is none
   */
  static JsonObject of(RoutingContext request, String form) {
    Buffer body = request.body().buffer();
    try {
      return new JsonObject(body == null ? Buffer.buffer() : body);
    } catch (DecodeException | ClassCastException e) {
      throw new IllegalArgumentException("found no JSON object. " + form, e);
    }
  }
}
