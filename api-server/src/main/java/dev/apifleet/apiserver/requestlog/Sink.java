package dev.apifleet.apiserver.requestlog;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** A place where the log is kept. A failure means that it is away and nothing may have arrived. */
interface Sink {

  String name();

  /** Storing the same entry twice must be as storing it once. */
  Uni<Delivery> write(List<RequestEntry> batch);

  /** What became of a batch: entries to send again, and how many will never be taken. */
  record Delivery(List<RequestEntry> again, int refused) {

    static final Delivery COMPLETE = new Delivery(List.of(), 0);
  }
}
