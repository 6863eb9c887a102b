package dev.apifleet.gateway.compress;

import dev.apifleet.gateway.filter.Exchange;
import dev.apifleet.gateway.filter.Filter;
import dev.apifleet.snapshot.FilterConfig.Compress;
import java.util.List;

/** Compresses answers, whoever gives them, for clients that take them compressed. */
public final class CompressFilter implements Filter {
  private final List<Coding> offered;
  private final int minBytes;
  private final ContentTypes types;

  public CompressFilter(Compress config) {
    this.offered =
        config.algorithms().stream().map(Coding::of).filter(Coding::isAvailable).toList();
    this.minBytes = config.minBytes();
    this.types = new ContentTypes(config.contentTypes());
  }

  @Override
  public void apply(Exchange exchange) {
    exchange.encodeBy(new Compression(offered, minBytes, types, exchange.request()));
    exchange.proceed();
  }
}
