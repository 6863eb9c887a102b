package dev.apifleet.gateway.pool;

import dev.apifleet.snapshot.PoolConfig.FaultConfig;
import java.util.List;

/** Which of a pool's simulated faults a try meets. */
final class Faults {
  private Faults() {}

  /**
   * The first fault that is due, or null.
   *
   * @param millis since the epoch
   * @param draw from 0 to 99
   */
  static FaultConfig find(List<FaultConfig> faults, Endpoint endpoint, long millis, int draw) {
    for (int i = 0; i < faults.size(); i++) {
      FaultConfig fault = faults.get(i);
      if ((fault.expiresAt() == 0 || millis < fault.expiresAt())
          && draw < fault.percent()
          && (fault.endpoint() == null || endpoint.isCalled(fault.endpoint()))) {
        return fault;
      }
    }
    return null;
  }
}
