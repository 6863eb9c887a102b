package dev.apifleet.apiserver.resource;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** What became of each item, in the order of the request: those created, then those deleted. */
public record BulkResults(List<Result> results) {

  /**
   * What became of one.
   *
   * @param status as if it had been asked for alone: 201 or 204
   * @param resource null when it was deleted
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Result(int status, long id, ResourceView resource) {

    static Result created(ResourceView view) {
      return new Result(201, view.id(), view);
    }

    static Result deleted(long id) {
      return new Result(204, id, null);
    }
  }
}
