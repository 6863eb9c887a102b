package dev.apifleet.apiserver.requestlog;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** The name of a request by which logs of several servers can be joined. */
final class RequestId {

  static final String HEADER = "x-request-id";

  private static final Pattern FIT = Pattern.compile("[A-Za-z0-9._:/+=-]{1,128}");

  private RequestId() {}

  /** What the client sent, if it is fit to be stored and said again; else a new one. */
  static String of(String sent) {
    return sent != null && FIT.matcher(sent).matches() ? sent : make();
  }

  /** It names, it does not guard: no need for the secure generator, for which threads queue. */
  private static String make() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }
}
