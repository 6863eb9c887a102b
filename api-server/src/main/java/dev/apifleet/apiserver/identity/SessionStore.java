package dev.apifleet.apiserver.identity;

import dev.apifleet.apiserver.hash.Sha256;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.faulttolerance.api.CircuitBreakerName;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Timeout;

/**
 * The sessions in Redis: a record for each, an index of them for each subject, and for an opaque
 * one the hash that gateways read (docs/identity.md).
 */
@ApplicationScoped
@Timeout(value = 3000, unit = ChronoUnit.MILLIS)
@CircuitBreaker(requestVolumeThreshold = 8, failureRatio = 0.5, delay = 1000)
public class SessionStore {

  private final ReactiveRedisDataSource redis;

  SessionStore(ReactiveRedisDataSource redis) {
    this.redis = redis;
  }

  /** What became of a refresh token, and which access tokens are to be revoked for it. */
  public record Rotation(boolean done, String over) {}

  /** What a refresh needs to know before it tries. */
  public record Standing(String subject, SessionKind kind, long from) {}

  /** Answers the access tokens of sessions that were one too many. */
  @CircuitBreakerName("redis-sessions-open")
  public Uni<String> open(SessionGrant grant, int most) {
    return run(
            SessionScripts.OPEN,
            grant.subject(),
            Stream.concat(
                Stream.of(
                    grant.id(),
                    "" + grant.now().toEpochMilli(),
                    "" + grant.life().toMillis(),
                    "" + most,
                    grant.subject(),
                    grant.kind().word(),
                    "" + grant.from(),
                    grant.refresh().hash()),
                grant.access().stream()))
        .map(Response::toString);
  }

  @CircuitBreakerName("redis-sessions-find")
  public Uni<Optional<Standing>> find(String id) {
    return redis
        .execute("HMGET", "apiserver:session:" + id, "subject", "kind", "from")
        .map(
            found ->
                Optional.ofNullable(found.get(0))
                    .map(
                        subject ->
                            new Standing(
                                subject.toString(),
                                SessionKind.of(found.get(1).toString()),
                                found.get(2).toLong())));
  }

  @CircuitBreakerName("redis-sessions-rotate")
  public Uni<Rotation> rotate(SessionGrant grant, String presentedHash) {
    return run(
            SessionScripts.ROTATE,
            grant.subject(),
            Stream.concat(
                Stream.of(
                    grant.id(),
                    "" + grant.now().toEpochMilli(),
                    "" + grant.life().toMillis(),
                    presentedHash,
                    grant.refresh().hash()),
                grant.access().stream()))
        .map(
            answer ->
                new Rotation(answer.get(0).toString().equals("rotated"), answer.get(1).toString()));
  }

  /** Answers its access tokens, or nothing if the subject has no such session. */
  @CircuitBreakerName("redis-sessions-end")
  public Uni<Optional<String>> end(String subject, String id) {
    return run(SessionScripts.END, subject, Stream.of(id))
        .map(tokens -> Optional.ofNullable(tokens).map(Response::toString));
  }

  @CircuitBreakerName("redis-sessions-end-all")
  public Uni<Void> endAll(String subject, long before, boolean all) {
    return run(SessionScripts.END_ALL, subject, Stream.of("" + before, "" + all)).replaceWithVoid();
  }

  @CircuitBreakerName("redis-sessions-keep")
  public Uni<Void> keep(String subject, String id, long from) {
    return run(SessionScripts.KEEP, subject, Stream.of(id, "" + from)).replaceWithVoid();
  }

  @CircuitBreakerName("redis-sessions-list")
  public Uni<List<OpenSession>> list(String subject, String current) {
    return run(SessionScripts.LIST, subject, Stream.of())
        .map(
            all ->
                StreamSupport.stream(all.spliterator(), false)
                    .map(row -> view(row, current))
                    .toList());
  }

  /** The session that an opaque bearer is of. */
  @CircuitBreakerName("redis-sessions-of-bearer")
  public Uni<Optional<String>> ofBearer(String bearer) {
    return redis
        .execute("HGET", bearerKey(bearer), "session")
        .map(id -> Optional.ofNullable(id).map(Response::toString));
  }

  static String bearerKey(String bearer) {
    return "apifleet:session:" + Sha256.of(bearer);
  }

  private Uni<Response> run(String script, String subject, Stream<String> arguments) {
    String index = "apiserver:sessions:" + Sha256.of(subject);
    return redis.execute(
        "EVAL", Stream.concat(Stream.of(script, "1", index), arguments).toArray(String[]::new));
  }

  private static OpenSession view(Response row, String current) {
    String id = row.get(0).toString();
    return new OpenSession(
        id,
        SessionKind.of(row.get(1).toString()),
        Instant.ofEpochMilli(row.get(2).toLong()),
        Instant.ofEpochMilli(row.get(3).toLong()),
        id.equals(current));
  }
}
