package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.FleetAccessLog;
import dev.apifleet.snapshot.FleetSettings.AccessLog;

/** Reads which requests have a line in the access log. */
final class AccessLogs {
  private AccessLogs() {}

  static AccessLog read(FleetAccessLog log) {
    if (log == null || log.level() == null) {
      return AccessLog.ERRORS;
    }
    return switch (log.level()) {
      case None -> AccessLog.NONE;
      case Errors -> AccessLog.ERRORS;
      case All -> AccessLog.ALL;
    };
  }
}
