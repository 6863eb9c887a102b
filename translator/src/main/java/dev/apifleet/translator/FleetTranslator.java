package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.FleetClientIp;
import dev.apifleet.api.v1alpha1.GatewayFleet;
import dev.apifleet.api.v1alpha1.GatewayFleetSpec;
import dev.apifleet.snapshot.ApiKeyConfig;
import dev.apifleet.snapshot.CorsConfig;
import dev.apifleet.snapshot.FleetSettings;
import dev.apifleet.snapshot.IssuerConfig;
import dev.apifleet.snapshot.Kind;
import dev.apifleet.snapshot.ListenerConfig;
import dev.apifleet.snapshot.Resource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Turns a GatewayFleet into what holds for all of its gateways. */
final class FleetTranslator {
  private static final GatewayFleetSpec ALL_DEFAULTS =
      new GatewayFleetSpec(
          null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
          null);
  private static final int DEFAULT_REPLICAS = 3;
  private static final int MOST_REPLICAS = 1000;

  private final Lookups<Inventory> lookups;
  private final Findings findings;

  FleetTranslator(Lookups<Inventory> lookups, Findings findings) {
    this.lookups = lookups;
    this.findings = findings;
  }

  /** What holds for all gateways of a fleet. */
  record FleetParts(
      FleetSettings settings,
      List<ListenerConfig> listeners,
      List<IssuerConfig> issuers,
      List<ApiKeyConfig> apiKeys,
      Optional<CorsConfig> cors) {
    Stream<Resource> resources() {
      return Stream.of(List.of(settings), listeners, issuers, apiKeys).flatMap(List::stream);
    }

    Set<String> identityHeaders() {
      FleetSettings.IdentityHeaderNames names = settings.identityHeaders();
      return names == null
          ? Set.of()
          : Set.of(names.subject(), names.tier(), names.roles(), names.scopes());
    }

    /** Whether there is any way to find out who asks. */
    boolean identity() {
      return !issuers.isEmpty() || settings.credentials() != null;
    }
  }

  FleetParts translate(GatewayFleet fleet) {
    ObjectRef ref = ObjectRef.of(fleet);
    LastOfFleet lastGood = new LastOfFleet(lookups, ref);
    Secrets secrets = new Secrets(lookups);
    GatewayFleetSpec spec = fleet.getSpec() == null ? ALL_DEFAULTS : fleet.getSpec();
    Problems leftOut = new Problems();
    Problems invalid = new Problems();
    Problems unresolved = new Problems();
    FleetSettings settings = settings(ref, spec, lastGood, leftOut, invalid);
    ListenerSecurity security = new ListenerSecurity(ref.namespace(), secrets, unresolved);
    FleetParts parts =
        new FleetParts(
            settings,
            new Listeners(security, lastGood, leftOut).read(Items.of(spec.listeners()), invalid),
            Issuers.read(Items.of(spec.identityProviders()), lastGood, leftOut, invalid),
            ApiKeySettings.fromSecrets(spec)
                ? ApiKeys.read(
                    secrets.apiKeys(ref.namespace()), settings.credentials(), lastGood, leftOut)
                : List.of(),
            cors(spec, leftOut));
    checkAllowedRoutes(fleet, leftOut);
    FleetWorkload.check(ref, spec, invalid);
    Scaling.check(spec, invalid);
    findings.refute(ref, Findings.ACCEPTED, invalid);
    findings.refute(ref, Findings.RESOLVED_REFS, unresolved);
    findings.partly(ref, leftOut);
    findings.holds(ref, Findings.ACCEPTED, "The fleet is accepted.");
    findings.holds(ref, Findings.RESOLVED_REFS, resolved(parts));
    return parts;
  }

  private static String resolved(FleetParts parts) {
    return parts.listeners().stream().anyMatch(listener -> listener.tls() != null)
        ? "All Secrets that the listeners refer to exist."
        : "The fleet refers to no resource of ApiFleet.";
  }

  private static FleetSettings settings(
      ObjectRef ref,
      GatewayFleetSpec spec,
      LastOfFleet lastGood,
      Problems leftOut,
      Problems invalid) {
    Optional<FleetSettings> last =
        lastGood.find(Kind.FLEET, ref.qualifiedName(), FleetSettings.class);
    return new FleetSettings(
        ref.qualifiedName(),
        proxies(spec.clientIp(), leftOut),
        replicas(spec, leftOut),
        Tiers.read(Items.of(spec.tiers()), leftOut),
        orMended(
            problems -> ApiKeySettings.read(spec, problems),
            last.map(FleetSettings::credentials),
            invalid),
        orMended(
            problems -> IdentityHeaderNames.read(spec.identityHeaders(), problems),
            last.map(FleetSettings::identityHeaders),
            invalid),
        orLast(
            problems -> ClientAllowances.read(spec.limits(), problems),
            last.map(FleetSettings::limits),
            invalid),
        orLast(
            problems -> Overloads.read(spec.overload(), problems),
            last.map(FleetSettings::overload),
            invalid),
        AccessLogs.read(spec.accessLog()));
  }

  /** A part that is not valid keeps its last good form, or null for the defaults. */
  private static <T> T orLast(Function<Problems, T> reader, Optional<T> last, Problems invalid) {
    Problems problems = new Problems();
    T part = reader.apply(problems);
    invalid.addAll(problems);
    return problems.none() ? part : last.orElse(null);
  }

  /** A part that is not valid keeps its last good form, or what can be made of it. */
  private static <T> T orMended(Function<Problems, T> reader, Optional<T> last, Problems invalid) {
    Problems problems = new Problems();
    T part = reader.apply(problems);
    invalid.addAll(problems);
    return problems.none() ? part : last.orElse(part);
  }

  /** Left out where it is not valid: then browsers allow no script of another origin. */
  private static Optional<CorsConfig> cors(GatewayFleetSpec spec, Problems leftOut) {
    Problems problems = new Problems();
    Optional<CorsConfig> cors =
        Optional.ofNullable(spec.cors())
            .map(given -> CorsPolicies.read(FieldPath.SPEC.child("cors"), given, problems));
    leftOut.addAll(problems);
    return cors.filter(_ -> problems.none());
  }

  /** How many share a limit while none is ready. */
  private static int replicas(GatewayFleetSpec spec, Problems problems) {
    if (spec.autoscaling() != null) {
      return FleetScaling.asPool(spec.autoscaling()).minReplicas();
    }
    return Numbers.read(
        FieldPath.SPEC.child("replicas"),
        spec.replicas(),
        DEFAULT_REPLICAS,
        0,
        MOST_REPLICAS,
        problems);
  }

  private static List<String> proxies(FleetClientIp clientIp, Problems problems) {
    List<String> proxies = clientIp == null ? List.of() : Items.of(clientIp.trustedProxies());
    FieldPath field = FieldPath.SPEC.child("clientIp").child("trustedProxies");
    return IntStream.range(0, proxies.size())
        .mapToObj(i -> cidr(field.item(i), proxies.get(i), problems))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<String> cidr(FieldPath field, String text, Problems problems) {
    if (text != null && Addresses.isCidr(text)) {
      return Optional.of(text);
    }
    problems.invalid(field, text, "write a CIDR such as 10.0.0.0/8 or fd00::/8");
    return Optional.empty();
  }

  private void checkAllowedRoutes(GatewayFleet fleet, Problems problems) {
    String operatorNamespace = lookups.ask(inventory -> inventory.fleets().operatorNamespace());
    if (Fleets.allowsAll(fleet) && !fleet.getMetadata().getNamespace().equals(operatorNamespace)) {
      problems.add(
          "NotEffective",
          "spec.allowedRoutes.from: found \"All\", which acts only in the namespace of the"
              + " operator, "
              + Quoted.of(operatorNamespace)
              + "; move the fleet there or write Same");
    }
  }
}
