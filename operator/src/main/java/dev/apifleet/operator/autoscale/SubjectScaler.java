package dev.apifleet.operator.autoscale;

import dev.apifleet.operator.status.PodHours;
import dev.apifleet.operator.status.ScaleStatus;
import dev.apifleet.translator.Finding;
import dev.apifleet.translator.ObjectRef;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
  private final HpaKeeper keeper;
  private final Announcer announcer;
  private final Clock clock;
  private final Map<ObjectRef, ScaleMemory> memories = new ConcurrentHashMap<>();
  private final OtherHands others;

  SubjectScaler(
      TargetBook targets,
      LoadBook loads,
      ScaleBook book,
      Idlest idlest,
      HpaKeeper keeper,
      Announcer announcer,
      Clock clock) {
    this.targets = targets;
    this.loads = loads;
    this.book = book;
    this.idlest = idlest;
    this.keeper = keeper;
    this.announcer = announcer;
    this.clock = clock;
    this.others = new OtherHands(clock);
  }

  void follow(Subject subject, Claims claims) {
    TargetState state = targets.state(subject.target());
    Optional<ScaleStatus> left = leftToHpa(subject, state, claims);
    if (left.isPresent()) {
      memories.remove(subject.ref());
      others.handsOff(subject.ref());
      publish(subject, state, left.get(), Optional.empty());
    } else {
      act(subject, state, claims.of(subject));
    }
  }

  /** At any time one alone may scale: before we do, no HorizontalPodAutoscaler of ours is left. */
  private Optional<ScaleStatus> leftToHpa(Subject subject, TargetState state, Claims claims) {
    boolean granted = claims.of(subject) instanceof Claim.Granted;
    Optional<HorizontalPodAutoscaler> own = claims.ownHpa(subject);
    if (own.isPresent() && !(granted && subject.hpa().isPresent())) {
      return Optional.of(keeper.remove(subject, state, own.get()));
    }
    Optional<HorizontalPodAutoscaler> others = claims.ourHpaOnTargetOf(subject);
    if (others.isPresent() && granted && subject.scales()) {
      return Optional.of(HpaKeeper.waiting(subject, state, others.get()));
    }
    if (subject.hpa().isPresent() && granted && claims.isNameTaken(subject)) {
      return Optional.of(HpaKeeper.nameTaken(subject, state));
    }
    return subject.hpa().isPresent() && granted && state instanceof TargetState.Found found
        ? Optional.of(keeper.keep(subject, awake(subject, found, own), own))
        : Optional.empty();
  }

  /** A HorizontalPodAutoscaler leaves alone what has no replicas: one is not made for that. */
  private TargetState.Found awake(
      Subject subject, TargetState.Found found, Optional<HorizontalPodAutoscaler> own) {
    if (own.isPresent() || found.replicas() > 0) {
      return found;
    }
    int least = ScaleSpec.of(subject.hpa().orElseThrow()).min();
    return targets.scale(subject.target(), least) instanceof TargetState.Found after
        ? after
        : found;
  }

  private void act(Subject subject, TargetState state, Claim claim) {
    ScaleStep step = step(subject, state, claim);
    boolean unread = state instanceof TargetState.Unreadable;
    memories.compute(
        subject.ref(),
        (_, before) -> step.decision().map(ScaleDecision::memory).orElse(unread ? before : null));
    ScaleStep done = act(subject, state, claim, step);
    publish(subject, state, done.status(), done.cause());
  }

  private void publish(
      Subject subject, TargetState state, ScaleStatus status, Optional<Size.Cause> cause) {
    Instant now = clock.instant();
    PodHours spent = spent(subject, now);
    int size =
        switch (state) {
          case TargetState.Found(int told, _, _) ->
              Optional.ofNullable(status.desiredReplicas()).orElse(told);
          case TargetState.Missing(), TargetState.NotScalable() -> 0;
          case TargetState.Unreadable(_) -> spent.replicas();
        };
    book.publish(subject.ref(), status.with(spent.with(size, now)), cause, now);
  }

  /** What this operator counted; at first what an earlier one did, by the object's status. */
  private PodHours spent(Subject subject, Instant now) {
    return book.of(subject.ref())
        .flatMap(ScaleStatus::spent)
        .or(subject::spent)
        .orElseGet(() -> new PodHours(0, 0, now));
  }

  /** Takes away what was made for a pool that has nothing to scale any more. */
  void remove(ObjectRef pool, HorizontalPodAutoscaler left) {
    keeper.removeLeft(pool, left);
  }

  /**
   * Forgets all others.
   *
   * @param left pools of which only a HorizontalPodAutoscaler is left
   */
  void retain(Set<ObjectRef> subjects, Set<ObjectRef> left) {
    memories.keySet().retainAll(subjects);
    others.retain(subjects);
    keeper.retain(Stream.of(subjects, left).flatMap(Set::stream).collect(Collectors.toSet()));
    book.retain(subjects);
  }

  private ScaleStep step(Subject subject, TargetState state, Claim claim) {
    Optional<ScaleMemory> memory = Optional.ofNullable(memories.get(subject.ref()));
    ScaleStep step = ScaleStep.of(subject, state, claim, load(subject), memory, clock.instant());
    return state instanceof TargetState.Unreadable
        ? step.asSeenBefore(book.of(subject.ref()))
        : step;
  }

  private LoadStats load(Subject subject) {
    return subject
        .autoscaling()
        .map(spec -> loads.stats(subject.ref(), spec))
        .orElseGet(LoadStats.Unknown::new);
  }

  private ScaleStep act(Subject subject, TargetState state, Claim claim, ScaleStep step) {
    if (step.replicas().isEmpty()) {
      others.handsOff(subject.ref());
      return step;
    }
    int wanted = step.replicas().getAsInt();
    expect(subject, wanted);
    if (!(state instanceof TargetState.Found found) || found.replicas() == wanted) {
      others.is(subject.ref(), wanted);
      return step;
    }
    OtherHands.Change change = others.before(subject.ref(), found.replicas(), wanted);
    idlest.before(subject.target(), found, wanted);
    TargetState after = targets.scale(subject.target(), wanted);
    if (replicas(after) != wanted) {
      return step(subject, after, claim);
    }
    String why = step.status().condition().map(Finding::message).orElse("");
    change
        .sentence(subject.target(), found.replicas(), wanted, why)
        .ifPresent(sentence -> announce(subject, sentence));
    return step;
  }

  private void announce(Subject subject, String sentence) {
    Instant now = clock.instant();
    String spent = spent(subject, now).textAt(now);
    announcer.scaled(subject.object(), "%s; %s pod-hours spent so far".formatted(sentence, spent));
  }

  private void expect(Subject subject, int replicas) {
    if (subject.autoscaling().isPresent()) {
      loads.capacity(subject.ref(), replicas);
    }
  }

  private static int replicas(TargetState state) {
    return state instanceof TargetState.Found found ? found.replicas() : -1;
  }
}
