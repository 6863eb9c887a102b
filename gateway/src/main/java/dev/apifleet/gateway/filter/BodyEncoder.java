package dev.apifleet.gateway.filter;

import io.vertx.core.buffer.Buffer;

/** Encodes one answer's body. Ends with one call of {@link #finish} or {@link #close}. */
public interface BodyEncoder {
  /** What can go out now; may be empty. */
  Buffer encode(Buffer chunk);

  /** The rest of the encoded body; nothing can be encoded after it. */
  Buffer finish();

  /** Lets go of everything; the answer broke off. */
  void close();
}
