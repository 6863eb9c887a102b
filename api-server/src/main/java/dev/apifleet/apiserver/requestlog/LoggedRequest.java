package dev.apifleet.apiserver.requestlog;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/** A row of the log as the database holds it. */
@Immutable
@Entity(name = "request_log")
public class LoggedRequest {

  @Id long id;

  @Column(name = "shard_key")
  String shardKey;

  Instant at;

  @Column(name = "request_id")
  String requestId;

  String subject;
  String tier;
  String method;
  String path;
  int status;

  @Column(name = "duration_micros")
  long durationMicros;

  long bytes;
  String instance;

  RequestEntry toEntry() {
    return new RequestEntry(
        id, at, requestId, subject, tier, method, path, status, durationMicros, bytes, instance);
  }
}
