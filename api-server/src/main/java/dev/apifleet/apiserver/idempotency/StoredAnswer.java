package dev.apifleet.apiserver.idempotency;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** An answer as the database holds it, for those who ask again. */
@Entity(name = "idempotency")
public class StoredAnswer {

  @Id String id;
  String fingerprint;
  Integer status;
  String headers;
  String body;
}
