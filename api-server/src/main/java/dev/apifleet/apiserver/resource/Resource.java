package dev.apifleet.apiserver.resource;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;

/** A resource as the database holds it. */
@Entity(name = "resource")
public class Resource {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  Long id;

  String name;
  String description;
  @Version int version;

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "updated_at")
  Instant updatedAt;

  static Resource create(ResourceDraft draft, Instant now) {
    Resource resource = new Resource();
    resource.createdAt = now;
    resource.update(draft, now);
    return resource;
  }

  void update(ResourceDraft draft, Instant now) {
    name = draft.name();
    description = draft.description();
    updatedAt = now;
  }
}
