package dev.apifleet.apiserver.graphql;

import dev.apifleet.apiserver.resource.ResourceDraft;
import dev.apifleet.apiserver.resource.ResourceStatus;
import org.eclipse.microprofile.graphql.Input;
import org.eclipse.microprofile.graphql.NonNull;

/** What a client may set of a resource. */
@Input("ResourceInput")
public class ResourceInput {

  @NonNull public String name;
  public String description;
  public ResourceStatus status;

  ResourceDraft draft() {
    return new ResourceDraft(name, description, status == null ? null : status.word());
  }
}
