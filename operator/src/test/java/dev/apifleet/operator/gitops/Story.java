package dev.apifleet.operator.gitops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apifleet.api.v1alpha1.ApiRouteStatus;
import dev.apifleet.api.v1alpha1.BackendPoolStatus;
import dev.apifleet.api.v1alpha1.GatewayFleetStatus;
import dev.apifleet.api.v1alpha1.ObservedStatus;
import dev.apifleet.api.v1alpha1.RateLimitPolicyStatus;
import dev.apifleet.api.v1alpha1.StatusCondition;
import dev.apifleet.operator.status.Conditions;
import dev.apifleet.operator.status.ObjectState;
import dev.apifleet.operator.status.Programming;
import dev.apifleet.operator.status.Rejection;
import dev.apifleet.snapshot.Kind;
import dev.apifleet.snapshot.ResourceKey;
import dev.apifleet.translator.Finding;
import dev.apifleet.translator.ObjectRef;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What can become of an object of any kind, with the status that the operator writes then. */
enum Story {
  UNSEEN,
  OF_AN_EARLIER_GENERATION,
  SERVED(programming(3, 3)),
  ON_ITS_WAY(programming(2, 3)),
  WITHOUT_GATEWAYS(programming(0, 0)),
  REJECTED(
      new Programming(
          2,
          3,
          true,
          List.of(),
          List.of(new Rejection("b", new ResourceKey(Kind.ROUTE, "default/shop"), "no")))),
  INVALID(programming(3, 3), new Problem("Accepted", false, "Invalid", "spec: bad")),
  PARTLY(programming(3, 3), new Problem("PartiallyInvalid", true, "Invalid", "spec.rules[1]: bad")),
  UNRESOLVED(
      programming(3, 3), new Problem("ResolvedRefs", false, "BackendNotFound", "no pool \"a\""));

  private static final long GENERATION = 7;

  private record Problem(String type, boolean status, String reason, String message) {}

  private final Programming programming;
  private final List<Problem> problems;

  Story() {
    this(programming(3, 3));
  }

  Story(Programming programming, Problem... problems) {
    this.programming = programming;
    this.problems = List.of(problems);
  }

  private static Programming programming(int serving, int ready) {
    return new Programming(
        serving, ready, true, serving < ready ? List.of("b") : List.of(), List.of());
  }

  /** The object as the API server answers it. */
  JsonNode object(String kind, String plural) {
    ObjectNode object = Serialization.jsonMapper().createObjectNode();
    object.put("apiVersion", "apifleet.dev/v1alpha1").put("kind", kind);
    object
        .putObject("metadata")
        .put("name", "shop")
        .put("generation", this == OF_AN_EARLIER_GENERATION ? GENERATION + 1 : GENERATION);
    object.putObject("spec").put("replicas", 3);
    object.set(
        "status",
        this == UNSEEN
            ? Examples.statusOfTheUnseen(plural)
            : Serialization.jsonMapper().valueToTree(status(kind)));
    return object;
  }

  private ObservedStatus status(String kind) {
    List<StatusCondition> conditions = conditions(new ObjectRef(kind, "default", "shop"));
    return switch (kind) {
      case "ApiRoute" -> new ApiRouteStatus(GENERATION, "3/3", conditions);
      case "RateLimitPolicy" -> new RateLimitPolicyStatus(GENERATION, "3/3", conditions);
      case "BackendPool" ->
          new BackendPoolStatus(GENERATION, 3, 3, 3, "app=shop", "3/3", null, conditions);
      default ->
          new GatewayFleetStatus(
              GENERATION, 3, 3, 3, "app=shop", "1.2", "3/3", null, List.of(), conditions);
    };
  }

  private List<StatusCondition> conditions(ObjectRef ref) {
    List<Finding> found = new ArrayList<>();
    for (String type : List.of("Accepted", "ResolvedRefs")) {
      if (problems.stream().noneMatch(problem -> problem.type().equals(type))) {
        found.add(new Finding(ref, type, true, type, "fine"));
      }
    }
    problems.forEach(
        p -> found.add(new Finding(ref, p.type(), p.status(), p.reason(), p.message())));
    ObjectState state =
        new ObjectState(ref, GENERATION, found, programming, Optional.empty(), Optional.empty());
    return Conditions.of(null, state.conditions(), GENERATION, Instant.EPOCH);
  }
}
