package dev.apifleet.operator.autoscale;

import dev.apifleet.operator.status.ScaleStatus;
import dev.apifleet.translator.Finding;
import dev.apifleet.translator.ObjectRef;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Takes one pool or fleet at a time from what is known of it to the size that it should have. */
final class SubjectScaler {
  /** Hears of each change of size, with a sentence for people. */
  interface Announcer {
    void scaled(HasMetadata object, String sentence);
  }

  private final TargetBook targets;
  private final LoadBook loads;
  private final ScaleBook book;
  private final Idlest idlest;
  private final Announcer announcer;
  private final Clock clock;
  private final Map<ObjectRef, ScaleMemory> memories = new ConcurrentHashMap<>();
  private final OtherHands others;

  SubjectScaler(
      TargetBook targets,
      LoadBook loads,
      ScaleBook book,
      Idlest idlest,
      Announcer announcer,
      Clock clock) {
    this.targets = targets;
    this.loads = loads;
    this.book = book;
    this.idlest = idlest;
    this.announcer = announcer;
    this.clock = clock;
    this.others = new OtherHands(clock);
  }

  void follow(Subject subject, Claims claims) {
    Claim claim = claims.of(subject);
    TargetState state = targets.state(subject.target());
    ScaleStep step = step(subject, state, claim);
    memories.compute(subject.ref(), (_, _) -> step.memory().orElse(null));
    book.publish(subject.ref(), act(subject, state, claim, step));
  }

  /** Forgets all others. */
  void retain(Set<ObjectRef> subjects) {
    memories.keySet().retainAll(subjects);
    others.retain(subjects);
    book.retain(subjects);
  }

  private ScaleStep step(Subject subject, TargetState state, Claim claim) {
    Optional<ScaleMemory> memory = Optional.ofNullable(memories.get(subject.ref()));
    return ScaleStep.of(subject, state, claim, load(subject), memory, clock.instant());
  }

  private LoadStats load(Subject subject) {
    return subject
        .autoscaling()
        .map(spec -> loads.stats(subject.ref(), spec))
        .orElseGet(LoadStats.Unknown::new);
  }

  private ScaleStatus act(Subject subject, TargetState state, Claim claim, ScaleStep step) {
    if (step.replicas().isEmpty()) {
      others.handsOff(subject.ref());
      return step.status();
    }
    int wanted = step.replicas().getAsInt();
    expect(subject, wanted);
    if (!(state instanceof TargetState.Found found) || found.replicas() == wanted) {
      others.is(subject.ref(), wanted);
      return step.status();
    }
    OtherHands.Change change = others.before(subject.ref(), found.replicas(), wanted);
    idlest.before(subject.target(), found, wanted);
    TargetState after = targets.scale(subject.target(), wanted);
    if (replicas(after) != wanted) {
      return step(subject, after, claim).status();
    }
    String why = step.status().condition().map(Finding::message).orElse("");
    change
        .sentence(subject.target(), found.replicas(), wanted, why)
        .ifPresent(sentence -> announcer.scaled(subject.object(), sentence));
    return step.status();
  }

  private void expect(Subject subject, int replicas) {
    subject
        .autoscaling()
        .ifPresent(spec -> loads.capacity(subject.ref(), (double) replicas * spec.target()));
  }

  private static int replicas(TargetState state) {
    return state instanceof TargetState.Found found ? found.replicas() : -1;
  }
}
