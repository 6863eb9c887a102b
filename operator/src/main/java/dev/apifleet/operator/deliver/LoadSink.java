package dev.apifleet.operator.deliver;

import dev.apifleet.snapshot.grpc.LoadReport;

/** Hears what load gateway pods report. Called on an event loop: it must not block. */
public interface LoadSink {
  /**
   * A gateway pod reported its load.
   *
   * @param fleet {@code namespace/name}
   */
  void report(String fleet, String pod, LoadReport report);

  /**
   * The stream of a gateway pod ended: its last report holds no longer.
   *
   * @param fleet {@code namespace/name}
   */
  void gone(String fleet, String pod);
}
