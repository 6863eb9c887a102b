package dev.apifleet.apiserver.admin.breaker;

import io.smallrye.faulttolerance.api.CircuitBreakerName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The methods that have a circuit breaker with a name, found among the beans; by name. */
@ApplicationScoped
public class NamedCalls {

  private final Map<String, Method> methods = new TreeMap<>();

  NamedCalls(BeanManager beans) {
    beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
        .flatMap(bean -> declared(bean.getBeanClass()))
        .filter(method -> method.isAnnotationPresent(CircuitBreakerName.class))
        .forEach(
            method -> methods.put(method.getAnnotation(CircuitBreakerName.class).value(), method));
  }

  Map<String, Method> all() {
    return methods;
  }

  private static Stream<Method> declared(Class<?> type) {
    return type == null || !type.getName().startsWith("dev.apifleet.")
        ? Stream.of()
        : Arrays.stream(type.getDeclaredMethods());
  }
}
