package dev.apifleet.apiserver.outage;

/**
 * What came of one request.
 *
 * @param status 0 where there was no answer
 * @param error the short code of a problem; empty where there is none
 * @param sent when, of {@code System.nanoTime()}
 * @param tookMillis until it was answered
 */
record Answer(String asked, int status, String error, long sent, long tookMillis) {

  boolean isGood() {
    return status >= 200 && status < 300;
  }

  boolean answeredBefore(long nanoTime) {
    return sent + tookMillis * 1_000_000 < nanoTime;
  }

  /** Whether a client is told what is the matter, and to come again. */
  boolean isClearRefusal(String expected) {
    return status == 503 && error.equals(expected);
  }
}
