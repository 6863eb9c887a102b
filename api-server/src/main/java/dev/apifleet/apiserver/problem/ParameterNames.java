package dev.apifleet.apiserver.problem;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Tells the names of query parameters apart by case, as addresses do and the framework does not:
 * {@code Q} is refused where {@code q} is meant. Names like none of an endpoint's own are passed
 * over.
 */
public final class ParameterNames {

  private final Map<Method, Set<String>> known = new ConcurrentHashMap<>();

  @ServerRequestFilter
  void check(ContainerRequestContext request, ResourceInfo endpoint) {
    Set<String> asked = request.getUriInfo().getQueryParameters().keySet();
    if (!asked.isEmpty()) {
      Set<String> names = known.computeIfAbsent(endpoint.getResourceMethod(), ParameterNames::of);
      asked.stream().filter(name -> !names.contains(name)).forEach(name -> check(name, names));
    }
  }

  private static void check(String asked, Set<String> names) {
    names.stream()
        .filter(asked::equalsIgnoreCase)
        .findFirst()
        .ifPresent(
            meant -> {
              throw new ProblemException(
                  Problem.invalid(asked, asked + " is no parameter; write " + meant + "."));
            });
  }

  private static Set<String> of(Method method) {
    return Stream.of(method.getParameters())
        .flatMap(ParameterNames::of)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Stream<String> of(Parameter parameter) {
    return parameter.isAnnotationPresent(BeanParam.class)
        ? Stream.of(parameter.getType().getDeclaredFields()).flatMap(ParameterNames::of)
        : query(parameter, parameter.getName());
  }

  private static Stream<String> of(Field field) {
    return query(field, field.getName());
  }

  private static Stream<String> query(AnnotatedElement element, String ownName) {
    RestQuery query = element.getAnnotation(RestQuery.class);
    return query == null
        ? Stream.empty()
        : Stream.of(query.value().isEmpty() ? ownName : query.value());
  }
}
