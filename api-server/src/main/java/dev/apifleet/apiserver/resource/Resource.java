package dev.apifleet.apiserver.resource;

import dev.apifleet.apiserver.access.Caller;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
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

  /** The subject of whom it belongs to; null for those that are older than ownership. */
  @Column(updatable = false)
  String owner;

  @Enumerated(EnumType.STRING)
  ResourceStatus status = ResourceStatus.ACTIVE;

  @Version int version;

  @Column(name = "created_at", updatable = false)
  Instant createdAt;

  @Column(name = "updated_at")
  Instant updatedAt;

  static Resource create(ResourceDraft draft, String owner, Instant now) {
    Resource resource = new Resource();
    resource.owner = owner;
    resource.createdAt = now;
    resource.update(draft, now);
    return resource;
  }

  void update(ResourceDraft draft, Instant now) {
    name = draft.name();
    description = draft.description();
    status = draft.status() == null ? status : ResourceStatus.parse(draft.status());
    updatedAt = now;
  }

  /** What of it a client may set, as it is now. */
  ResourceDraft draft() {
    return new ResourceDraft(name, description, status.word());
  }

  boolean isOpenTo(Caller caller, String action) {
    return owner != null && owner.equals(caller.subject())
        || caller.may("resources:" + action + "-any");
  }
}
