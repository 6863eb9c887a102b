package dev.apifleet.translator;

import dev.apifleet.snapshot.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.pcollections.PMap;
import org.pcollections.PSortedMap;

/** Writes down how a translation differs from the one before. */
final class Report {
  private final Translation before;
  private final History now;
  private PSortedMap<ObjectRef, List<Finding>> findings;
  private PMap<ObjectRef, Long> generations;

  private Report(Translation before, History now) {
    this.before = before;
    this.now = now;
    this.findings = before.findings();
    this.generations = before.generations();
  }

  static Translation of(Translation before, History now) {
    Report report = new Report(before, now);
    report.write();
    return new Translation(report.snapshots(), report.findings, report.generations, now);
  }

  private void write() {
    Work was = before.history().work();
    Work is = now.work();
    objects(was.policies().done(), is.policies().done());
    objects(was.pools().done(), is.pools().done());
    objects(was.fleets().done(), is.fleets().done());
    objects(before.history().routes().done(), now.routes().done());
    now.touchedRoutes(before.history())
        .forEach(
            route ->
                now.routes()
                    .find(route)
                    .ifPresent(done -> findings = findings.plus(route, findings(done))));
  }

  private <S, R> void objects(List<Done<S, R>> was, List<Done<S, R>> is) {
    Differences.between(
        was,
        is,
        (old, fresh) -> {
          if (fresh == null) {
            findings = findings.minus(old.ref());
            generations = generations.minus(old.ref());
          } else {
            findings = findings.plus(fresh.ref(), fresh.findings());
            generations = generations.plus(fresh.ref(), fresh.generation());
          }
        });
  }

  /** With what the comparison with other routes has found. */
  private List<Finding> findings(Done<Scopes, RouteParts> route) {
    Findings all = new Findings(route.findings());
    for (ObjectRef fleet : new TreeSet<>(route.result().drafts().keySet())) {
      now.offer().byFleet().get(fleet).contest().outcomes().get(route.ref()).report(all);
    }
    all.holds(route.ref(), Findings.ACCEPTED, "The route is accepted.");
    all.holds(route.ref(), Findings.RESOLVED_REFS, "All that the route refers to exists.");
    return all.all();
  }

  private SortedMap<String, Snapshot> snapshots() {
    Map<ObjectRef, FleetWork> was = before.history().offer().byFleet();
    SortedMap<String, Snapshot> snapshots = new TreeMap<>();
    now.offer()
        .byFleet()
        .forEach(
            (fleet, work) -> {
              String name = fleet.qualifiedName();
              Snapshot last = before.snapshots().getOrDefault(name, Snapshot.empty());
              FleetWork old = was.getOrDefault(fleet, FleetWork.NONE);
              snapshots.put(name, work.changes(old, now.decided().get(fleet)).of(last));
            });
    return snapshots;
  }
}
