package dev.apifleet.bench.scaling;

/** A trace on a service, and what an autoscaler makes of it. */
final class Replay {
  private static final double SECOND = 1000;

  private final Trace trace;
  private final Autoscaler autoscaler;

  /** The clocks of those who look every some seconds stand elsewhere when the trace begins. */
  private final long shift;

  private final Service service;
  private int before;
  private int direction;
  private int turns;
  private double first = -1;
  private double enough = -1;
  private double waited;
  private double spare;
  private double podSeconds;

  Replay(Trace trace, Autoscaler autoscaler, long shiftMillis) {
    this.trace = trace;
    this.autoscaler = autoscaler;
    this.shift = shiftMillis;
    this.service = new Service(Math.max(needed(0), autoscaler.fewest()));
    this.before = service.replicas();
  }

  Outcome run() {
    for (long now = 0; now < trace.seconds() * 1000L; now += Service.STEP) {
      step(now);
    }
    return new Outcome(first, enough, waited, service.lost(), spare, turns, podSeconds / 3600);
  }

  private void step(long now) {
    double rate = trace.load().at(now / SECOND);
    service.step(rate, now);
    int wanted = autoscaler.wanted(seen(now, rate));
    service.scale(wanted, now);
    watch(now, rate, wanted);
    before = wanted;
  }

  private Seen seen(long now, double rate) {
    return new Seen(
        now + shift,
        service.inWork() + service.queued(),
        rate,
        service.inWork(),
        service.ready(now),
        service.replicas());
  }

  private void watch(long now, double rate, int wanted) {
    double seconds = Service.STEP / SECOND;
    int change = Integer.signum(wanted - before);
    turns += change != 0 && change == -direction ? 1 : 0;
    direction = change == 0 ? direction : change;
    if (trace.mark() >= 0 && now >= trace.mark() * 1000L) {
      double since = now / SECOND - trace.mark();
      first = first < 0 && change > 0 ? since : first;
      boolean carries = service.places(now) >= rate * Service.WORK;
      enough = enough < 0 && carries ? since : enough;
    }
    waited += service.queued() * seconds;
    spare += Math.max(0, wanted - needed(now / SECOND)) * seconds;
    podSeconds += wanted * seconds;
  }

  /** Pods at their aim, and one where the trace is not about having none. */
  private int needed(double second) {
    double aim = Service.PLACES * Autoscaler.UTILIZATION / 100.0;
    int pods = (int) Math.ceil(trace.load().at(second) * Service.WORK / aim - 1e-9);
    return trace.restsAtZero() ? pods : Math.max(1, pods);
  }
}
