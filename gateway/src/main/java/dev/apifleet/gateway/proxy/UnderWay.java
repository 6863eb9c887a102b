package dev.apifleet.gateway.proxy;

/** A request under way, as its connection sees it. */
interface UnderWay {
  /** What a client may owe. */
  enum Owed {
    /** Nothing: the gateway or a backend is at work. */
    NOTHING,
    /** More of the request's body. */
    BODY,
    /** To take what was answered. */
    READING
  }

  Owed owed();

  /** How many bytes of bodies have gone either way. */
  long moved();

  /** Ends it, since the client does not do its part. */
  void giveUp(Closing reason);

  /** Whether it is a stream that ends when one side wants it to, and clients begin anew. */
  boolean isEndless();

  /** Ends it in the way that its client understands, if there is one: the gateway leaves. */
  void leave();
}
