package dev.apifleet.apiserver.graphql;

import dev.apifleet.apiserver.resource.ResourceFilter;
import dev.apifleet.apiserver.resource.ResourceStatus;
import java.time.Instant;
import org.eclipse.microprofile.graphql.Input;

/** Which resources a list holds; what is missing says nothing. */
@Input("ResourceFilter")
public class ResourceFilterInput {

  public String name;
  public String q;
  public String owner;
  public ResourceStatus status;
  public Instant createdAfter;
  public Instant createdBefore;

  ResourceFilter filter() {
    return new ResourceFilter(name, q, owner, status, createdAfter, createdBefore).checked();
  }
}
