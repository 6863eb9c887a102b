package dev.apifleet.gateway.backend;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/** An endpoint's answer, whose head has come. Nobody need read the rest. */
public interface BackendAnswer {
  int status();

  MultiMap headers();

  /** What came behind the body; complete when that has ended. */
  MultiMap trailers();

  /** Who gets the body; to be said at once. */
  void read(Reader reader);

  /** Lets no more come for now. */
  void pause();

  void resume();

  /** Gives it up, at any time; nothing more is heard of it. */
  void reset();

  /** Takes a body; its end or break is the last that it hears. */
  interface Reader {
    void chunk(Buffer chunk);

    /** What came together with the head was given; the rest, if there is any, may take long. */
    void settled();

    void end();

    /** It ended before it was whole. */
    void broken();
  }
}
