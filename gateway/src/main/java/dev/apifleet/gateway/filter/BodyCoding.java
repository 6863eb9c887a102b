package dev.apifleet.gateway.filter;

import io.vertx.core.MultiMap;

/** Decides whether an answer's body goes out in another form, when its head is known. */
public interface BodyCoding {
  /**
   * The head of the answer as every tap has left it; its headers may be changed to say what the
   * body will be.
   *
   * @param length of the body, or -1 where it is not known yet
   * @return what encodes the body, or null to leave it as it is
   */
  BodyEncoder begin(int status, MultiMap headers, long length);
}
