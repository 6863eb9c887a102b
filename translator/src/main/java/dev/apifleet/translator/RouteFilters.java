package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.HeaderModifier;
import dev.apifleet.api.v1alpha1.RouteFilter;
import dev.apifleet.api.v1alpha1.RouteRule;
import dev.apifleet.snapshot.FilterConfig;
import dev.apifleet.snapshot.HeaderEdits;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Reads the filters of a rule that act between match and backend; those that answer in place of a
 * backend are read with the rule's action.
 */
record RouteFilters(PathEdits paths, RouteScope references, Problems invalid, Problems unresolved) {

  static List<FilterConfig> read(
      FieldPath rule,
      RouteRule written,
      PathEdits paths,
      RouteScope references,
      Problems invalid,
      Problems unresolved) {
    RouteFilters reader = new RouteFilters(paths, references, invalid, unresolved);
    List<RouteFilter> filters = Items.of(written.filters());
    SingleFilters.check(rule.child("filters"), filters, invalid);
    return IntStream.range(0, filters.size())
        .mapToObj(i -> reader.one(rule.child("filters").item(i), filters.get(i)))
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<FilterConfig> one(FieldPath field, RouteFilter filter) {
    if (filter == null || filter.type() == null) {
      invalid.invalid(field.child("type"), null, "name what the filter does");
      return Optional.empty();
    }
    return switch (filter.type()) {
      case RequestHeaderModifier ->
          Optional.of(
              requestHeaders(field.child("requestHeaderModifier"), filter.requestHeaderModifier()));
      case ResponseHeaderModifier ->
          Optional.of(
              new FilterConfig.ResponseHeaders(
                  new HeaderValues(HeaderScope.RESPONSE, invalid)
                      .edits(
                          field.child("responseHeaderModifier"), filter.responseHeaderModifier())));
      case URLRewrite ->
          Optional.of(
              UrlRewrites.read(field.child("urlRewrite"), filter.urlRewrite(), paths, invalid));
      case RequestMirror ->
          Mirrors.read(
              field.child("requestMirror"),
              filter.requestMirror(),
              references,
              invalid,
              unresolved);
      case CORS ->
          Optional.of(
              new FilterConfig.Cors(
                  CorsPolicies.read(field.child("cors"), filter.cors(), invalid)));
      case Compression ->
          Optional.of(Compressions.read(field.child("compression"), filter.compression(), invalid));
      case RequestRedirect, DirectResponse -> Optional.empty();
      case FailureLimit ->
          Optional.of(
              FailureLimits.read(field.child("failureLimit"), filter.failureLimit(), invalid));
      case WAF -> Optional.of(Firewalls.read(field.child("waf"), filter.waf(), invalid));
      case GraphQL ->
          Optional.of(GraphQlLimits.read(field.child("graphQL"), filter.graphQL(), invalid));
    };
  }

  /** Nobody but the gateway says who asks. */
  private FilterConfig requestHeaders(FieldPath field, HeaderModifier modifier) {
    HeaderEdits edits = new HeaderValues(HeaderScope.REQUEST, invalid).edits(field, modifier);
    Stream.concat(edits.set().stream(), edits.add().stream())
        .map(HeaderEdits.Header::name)
        .filter(references::tellsWhoAsks)
        .forEach(
            name ->
                invalid.invalid(
                    field, name, "remove it: by this header the fleet tells backends who asks"));
    return new FilterConfig.RequestHeaders(edits);
  }
}
