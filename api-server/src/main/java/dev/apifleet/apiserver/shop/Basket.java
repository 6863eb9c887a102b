package dev.apifleet.apiserver.shop;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/** What a client wants to order; whose order it is, and its state, are not for clients to say. */
public record Basket(@NotNull @Size(min = 1, max = 50) List<@NotNull @Valid Item> items) {

  /** So many of one resource. */
  public record Item(
      @NotNull @Min(1) Long resourceId, @NotNull @Min(1) @Max(1000) Integer quantity) {}
}
