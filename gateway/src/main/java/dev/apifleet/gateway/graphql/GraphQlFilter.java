package dev.apifleet.gateway.graphql;

import dev.apifleet.gateway.filter.Exchange;
import dev.apifleet.gateway.filter.Filter;
import dev.apifleet.gateway.filter.Problem;
import dev.apifleet.gateway.filter.Work;
import dev.apifleet.snapshot.FilterConfig;
import dev.apifleet.snapshot.Sha256;
import graphql.language.Document;
import graphql.language.OperationDefinition;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Lets GraphQL operations through that ask for no more than they may. */
public final class GraphQlFilter implements Filter {
  /** Clients of automatic persisted queries send the query behind this answer. */
  private static final String NOT_FOUND =
      "{\"errors\":[{\"message\":\"PersistedQueryNotFound\",\"extensions\":{\"code\":\"PERSISTED_QUERY_NOT_FOUND\"}}]}";

  private final FilterConfig.GraphQl config;
  private final Set<String> allowed;
  private final Documents documents;
  private final OperationMeters meters;

  public GraphQlFilter(FilterConfig.GraphQl config, String routeAndRule, MeterRegistry registry) {
    this.config = config;
    this.allowed = Set.copyOf(config.allow());
    this.documents = new Documents(config.maxBytes());
    this.meters =
        new OperationMeters(registry, routeAndRule.substring(0, routeAndRule.lastIndexOf('/')));
  }

  /** What becomes of a request: it goes on, is refused, or has to be sent with its query. */
  private sealed interface Verdict {
    record Good(List<String> names) implements Verdict {}

    record Bad(Problem problem) implements Verdict {}

    record QueryNeeded() implements Verdict {}
  }

  @FunctionalInterface
  private interface Reading {
    GraphQlRequest read() throws InvalidOperationException;
  }

  @Override
  public void apply(Exchange exchange) {
    HttpServerRequest request = exchange.request();
    if (request.method() == HttpMethod.GET) {
      int length = request.query() == null ? 0 : request.query().length();
      if (length > config.maxBytes()) {
        exchange.reject(GraphQlProblems.tooMuch("size", config.maxBytes(), length));
      } else {
        judge(exchange, length, true, () -> GraphQlRequest.ofQuery(request));
      }
    } else if (request.method() != HttpMethod.POST) {
      exchange.reject(GraphQlProblems.WRONG_METHOD);
    } else if (!GraphQlRequest.isReadable(request)) {
      exchange.reject(GraphQlProblems.WRONG_TYPE);
    } else {
      exchange.readBody(
          config.maxBytes(),
          body ->
              judge(exchange, body.length(), false, () -> GraphQlRequest.ofBody(request, body)));
    }
  }

  private void judge(Exchange exchange, int bytes, boolean readOnly, Reading reading) {
    Work.on(
        exchange, bytes, () -> verdict(reading, readOnly), verdict -> follow(exchange, verdict));
  }

  private void follow(Exchange exchange, Verdict verdict) {
    switch (verdict) {
      case Verdict.Good(List<String> names) -> {
        names.forEach(meters::count);
        exchange.proceed();
      }
      case Verdict.Bad(Problem problem) -> exchange.reject(problem);
      case Verdict.QueryNeeded() ->
          exchange.answer(
              200,
              MultiMap.caseInsensitiveMultiMap().set("Content-Type", "application/json"),
              Buffer.buffer(NOT_FOUND));
    }
  }

  private Verdict verdict(Reading reading, boolean readOnly) {
    try {
      List<String> names = new ArrayList<>();
      Weight sum = Weight.NOTHING;
      for (Operation operation : reading.read().operations()) {
        Problem problem = listProblem(operation);
        if (problem != null) {
          return new Verdict.Bad(problem);
        }
        if (operation.query() == null && allowed.isEmpty()) {
          return new Verdict.QueryNeeded();
        }
        if (operation.query() != null) {
          sum = sum.plus(weigh(operation, readOnly));
        }
        names.add(operation.name());
      }
      Problem problem = limitProblem(sum);
      return problem == null ? new Verdict.Good(names) : new Verdict.Bad(problem);
    } catch (InvalidOperationException e) {
      return new Verdict.Bad(GraphQlProblems.invalid(e.getMessage()));
    }
  }

  private Problem listProblem(Operation operation) throws InvalidOperationException {
    if (operation.query() == null && operation.hash() == null) {
      throw new InvalidOperationException("There is no query.");
    }
    String hash =
        operation.query() == null
            ? operation.hash().toLowerCase(Locale.ROOT)
            : Sha256.of(operation.query());
    return allowed.isEmpty() || allowed.contains(hash) ? null : GraphQlProblems.NOT_ALLOWED;
  }

  private Weight weigh(Operation operation, boolean readOnly) throws InvalidOperationException {
    Document document = documents.read(operation.query());
    OperationDefinition chosen = Documents.choose(document, operation.name());
    if (readOnly && chosen.getOperation() != OperationDefinition.Operation.QUERY) {
      throw new InvalidOperationException("A GET may only query; send a mutation by POST.");
    }
    return new Weighing(document, chosen, operation.variables()).weigh();
  }

  private Problem limitProblem(Weight weight) {
    if (weight.introspects() && !config.introspection()) {
      return GraphQlProblems.INTROSPECTION;
    }
    if (weight.depth() > config.maxDepth()) {
      return GraphQlProblems.tooMuch("depth", config.maxDepth(), weight.depth());
    }
    if (weight.aliases() > config.maxAliases()) {
      return GraphQlProblems.tooMuch("aliases", config.maxAliases(), weight.aliases());
    }
    return weight.cost() > config.maxCost()
        ? GraphQlProblems.tooMuch("cost", config.maxCost(), weight.cost())
        : null;
  }
}
