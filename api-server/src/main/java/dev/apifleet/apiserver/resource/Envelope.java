package dev.apifleet.apiserver.resource;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** The bodies of version 2, which keep what was asked for apart from what is said about it. */
public final class Envelope {

  private Envelope() {}

  /** One resource. */
  public record One(ResourceView data) {}

  /** A page of resources. */
  public record Many(List<ResourceView> data, Meta meta) {

    static Many of(ResourceSlice slice) {
      return new Many(
          slice.items(), new Meta(slice.next() == null ? null : slice.next().encoded()));
    }
  }

  /** What became of each item of a bulk. */
  public record Bulk(List<BulkResults.Result> data) {}

  /**
   * About a page.
   *
   * @param next what to send as {@code after}; absent on the last page
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Meta(String next) {}
}
