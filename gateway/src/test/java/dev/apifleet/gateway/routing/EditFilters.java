package dev.apifleet.gateway.routing;

import dev.apifleet.gateway.cors.CorsFilter;
import dev.apifleet.gateway.edit.MirrorFilter;
import dev.apifleet.gateway.edit.RequestHeadersFilter;
import dev.apifleet.gateway.edit.ResponseHeadersFilter;
import dev.apifleet.gateway.edit.RewriteFilter;
import dev.apifleet.gateway.filter.Filter;
import dev.apifleet.gateway.filter.FilterBuilder;
import dev.apifleet.gateway.filter.FilterSite;
import dev.apifleet.gateway.version.DeprecationFilter;
import dev.apifleet.snapshot.FilterConfig;
import java.time.InstantSource;
import java.util.List;

/** Builds the filters that need nothing but the gateway itself. */
final class EditFilters implements FilterBuilder {
  @Override
  public List<Filter> build(List<FilterConfig> configs, String routeAndRule, FilterSite site) {
    return configs.stream().map(config -> filter(config, site)).toList();
  }

  private static Filter filter(FilterConfig config, FilterSite site) {
    return switch (config) {
      case FilterConfig.Cors(var cors) -> new CorsFilter(cors);
      case FilterConfig.Deprecation end -> new DeprecationFilter(end, InstantSource.system());
      case FilterConfig.RequestHeaders edits -> new RequestHeadersFilter(edits);
      case FilterConfig.ResponseHeaders edits -> new ResponseHeadersFilter(edits);
      case FilterConfig.Rewrite rewrite -> new RewriteFilter(rewrite);
      case FilterConfig.Mirror(String pool, int percent) ->
          new MirrorFilter(site.pools().get(pool), percent);
      default -> throw new IllegalArgumentException("not in this test: " + config);
    };
  }
}
