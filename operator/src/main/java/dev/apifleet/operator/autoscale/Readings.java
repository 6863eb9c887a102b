package dev.apifleet.operator.autoscale;

import dev.apifleet.api.v1alpha1.ScalingMetric;
import dev.apifleet.operator.autoscale.LoadStats.Average;
import dev.apifleet.operator.autoscale.LoadWindow.Reading;
import dev.apifleet.snapshot.grpc.GatewayLoad;
import dev.apifleet.snapshot.grpc.PoolLoad;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** What gateways report, as far as it makes sense: anything else is no word of the load. */
final class Readings {
  /** What no gateway pod can carry: a report of more is not one of load. */
  private static final double MOST = 1e6;

  private static final double THOUSANDTHS = 1000;

  private Readings() {}

  static boolean makesSense(PoolLoad load) {
    return areFigures(load.getConcurrency(), load.getRate(), load.getQueue(), load.getReady())
        && load.getLatencyEwmaMillis() >= 0;
  }

  /** A stream may take longer than any number that is worth telling apart. */
  static double latency(PoolLoad load) {
    return Math.min(MOST, load.getLatencyEwmaMillis());
  }

  /** Empty where it makes no sense. */
  static Optional<Reading> of(PoolLoad load) {
    return makesSense(load)
        ? Optional.of(
            new Reading(
                Average.of(load.getConcurrency(), load.getRate(), latency(load)),
                load.getQueue(),
                load.getReady()))
        : Optional.empty();
  }

  /** What a gateway itself carries; nothing waits for it but what it has not accepted. */
  static Optional<Reading> of(GatewayLoad load, ScalingMetric metric) {
    double carried =
        metric == ScalingMetric.Cpu ? load.getCpus() * THOUSANDTHS : load.getConcurrency();
    return areFigures(carried, load.getRate())
        ? Optional.of(new Reading(Average.of(carried, load.getRate(), 0), 0, 0))
        : Optional.empty();
  }

  private static boolean areFigures(double... values) {
    return DoubleStream.of(values).allMatch(value -> value >= 0 && value <= MOST);
  }
}
