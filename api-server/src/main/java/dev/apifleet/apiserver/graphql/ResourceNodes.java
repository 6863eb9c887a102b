package dev.apifleet.apiserver.graphql;

import dev.apifleet.apiserver.resource.ResourceCursor;
import dev.apifleet.apiserver.resource.ResourceSlice;
import java.util.List;
import org.eclipse.microprofile.graphql.Type;

/**
 * A page of resources.
 *
 * @param next what to send as {@code after} for the next page; null on the last
 */
@Type("ResourcePage")
public record ResourceNodes(List<ResourceNode> items, String next) {

  static ResourceNodes of(ResourceSlice slice) {
    ResourceCursor next = slice.next();
    return new ResourceNodes(
        slice.items().stream().map(ResourceNode::of).toList(),
        next == null ? null : next.encoded());
  }
}
