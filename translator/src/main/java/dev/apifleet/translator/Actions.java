package dev.apifleet.translator;

import dev.apifleet.api.v1alpha1.RouteFilter;
import dev.apifleet.api.v1alpha1.RouteFilterType;
import dev.apifleet.api.v1alpha1.RouteRule;
import dev.apifleet.snapshot.RuleAction;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Reads what requests meet behind the filters: a filter that answers, else the backends. */
record Actions(FieldPath field, RouteRule rule, PathEdits paths, Problems invalid) {
  private static final Set<RouteFilterType> ANSWERS =
      EnumSet.of(RouteFilterType.RequestRedirect, RouteFilterType.DirectResponse);
  private static final Set<RouteFilterType> FOR_BACKENDS =
      EnumSet.of(
          RouteFilterType.RequestHeaderModifier,
          RouteFilterType.URLRewrite,
          RouteFilterType.RequestMirror);

  RuleAction read(RouteScope references, Problems unresolved) {
    List<RouteFilter> filters = Items.of(rule.filters());
    List<Integer> answers =
        IntStream.range(0, filters.size())
            .filter(i -> isOneOf(ANSWERS, filters.get(i)))
            .boxed()
            .toList();
    if (answers.isEmpty()) {
      return Forwards.read(field, rule, references, invalid, unresolved);
    }
    answers.stream()
        .skip(1)
        .forEach(i -> refuse(i, "remove it: an earlier filter answers the request already"));
    checkBackendsAreNotMeant(filters);
    int first = answers.getFirst();
    return answer(field.child("filters").item(first), filters.get(first));
  }

  private void checkBackendsAreNotMeant(List<RouteFilter> filters) {
    if (!Items.of(rule.backendRefs()).isEmpty()) {
      invalid.invalid(
          field.child("backendRefs"),
          rule.backendRefs().size() + " pools",
          "remove them, or the filter that answers in their place");
    }
    IntStream.range(0, filters.size())
        .filter(i -> isOneOf(FOR_BACKENDS, filters.get(i)))
        .forEach(i -> refuse(i, "remove it: no backend is asked, since another filter answers"));
  }

  private void refuse(int index, String remedy) {
    FieldPath type = field.child("filters").item(index).child("type");
    invalid.invalid(type, rule.filters().get(index).type(), remedy);
  }

  private RuleAction answer(FieldPath filter, RouteFilter written) {
    return written.type() == RouteFilterType.RequestRedirect
        ? Redirects.read(filter.child("requestRedirect"), written.requestRedirect(), paths, invalid)
        : DirectResponses.read(filter.child("directResponse"), written.directResponse(), invalid);
  }

  private static boolean isOneOf(Set<RouteFilterType> types, RouteFilter filter) {
    return filter != null && filter.type() != null && types.contains(filter.type());
  }
}
