package dev.apifleet.gateway.limit;

import dev.apifleet.gateway.filter.ResponseTap;
import io.vertx.core.MultiMap;
import java.util.List;

/** Takes headers off answers that are meant for the gateway and not for its clients. */
record HiddenHeaders(List<String> names) implements ResponseTap {
  @Override
  public Body head(int status, MultiMap headers) {
    names.forEach(headers::remove);
    return null;
  }

  @Override
  public void ownHead(int status, MultiMap headers) {
    names.forEach(headers::remove);
  }
}
