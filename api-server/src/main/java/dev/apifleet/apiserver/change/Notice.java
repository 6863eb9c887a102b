package dev.apifleet.apiserver.change;

/** What a stream of changes says. */
public sealed interface Notice permits Told, Notice.Beat, Notice.Reset {

  /** Up to where the reader has seen all that is for it; a stream resumes from here. */
  long position();

  /** Nothing for this reader came for a while; the stream lives. */
  record Beat(long position) implements Notice {}

  /** What was missed is not kept any longer: read anew what you follow. */
  record Reset(long position) implements Notice {}
}
