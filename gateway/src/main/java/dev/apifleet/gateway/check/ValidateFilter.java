package dev.apifleet.gateway.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apifleet.gateway.filter.Exchange;
import dev.apifleet.gateway.filter.Filter;
import dev.apifleet.gateway.filter.Problem;
import dev.apifleet.gateway.filter.Work;
import dev.apifleet.snapshot.FilterConfig;
import dev.apifleet.snapshot.schema.Schema;
import dev.apifleet.snapshot.schema.Schema.TooComplexException;
import dev.apifleet.snapshot.schema.Schema.Violation;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.function.Function;

/** Refuses requests that do not meet the JSON Schemas of their rule. */
public final class ValidateFilter implements Filter {
  private static final int MOST_VIOLATIONS = 10;

  /** All that is wrong with a longer body would take much memory; its first fault is told. */
  private static final int ALL_TOLD_BYTES = 16 * 1024;

  private static final long STEPS = 10_000;

  private final FilterConfig.Validate config;
  private final Schema body;
  private final Part query;
  private final Part headers;

  /** A part of the head with its schema. */
  private record Part(String name, Schema schema, Parameters parameters) {
    static Part of(String name, Schema schema) {
      return schema == null ? null : new Part(name, schema, new Parameters(schema.document()));
    }
  }

  public ValidateFilter(FilterConfig.Validate config) {
    this.config = config;
    this.body = schema("bodySchema", config.bodySchema());
    this.query = Part.of("query", schema("querySchema", config.querySchema()));
    this.headers = Part.of("headers", schema("headerSchema", config.headerSchema()));
  }

  private static Schema schema(String name, String text) {
    try {
      return text == null ? null : Schema.of(StrictJson.read(text));
    } catch (StrictJson.MalformedException | IllegalArgumentException e) {
      throw new IllegalArgumentException(name + " cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public void apply(Exchange exchange) {
    Problem problem = headProblem(exchange);
    if (problem != null) {
      exchange.reject(problem);
    } else if (body != null) {
      checkBody(exchange);
    } else if (config.bodyRequired()) {
      exchange.peekBody(1, start -> proceedIfThere(exchange, start));
    } else {
      exchange.proceed();
    }
  }

  private Problem headProblem(Exchange exchange) {
    MultiMap sent = exchange.request().headers();
    Problem problem =
        partProblem(query, parameters -> parameters.query(exchange.request().params()));
    return problem == null ? partProblem(headers, parameters -> parameters.headers(sent)) : problem;
  }

  private static Problem partProblem(Part part, Function<Parameters, JsonNode> read) {
    if (part == null) {
      return null;
    }
    try {
      List<Violation> found =
          part.schema().violations(read.apply(part.parameters()), MOST_VIOLATIONS, STEPS);
      return found.isEmpty() ? null : CheckProblems.violated(400, part.name(), found);
    } catch (TooComplexException _) {
      return CheckProblems.tooComplex(part.name());
    } catch (IllegalArgumentException _) {
      return Problem.malformed("The query is not validly escaped.");
    }
  }

  private static void proceedIfThere(Exchange exchange, Buffer start) {
    if (start.length() == 0) {
      exchange.reject(CheckProblems.BODY_MISSING);
    } else {
      exchange.proceed();
    }
  }

  private void checkBody(Exchange exchange) {
    if (exchange.request().headers().contains("content-type")
        && !StrictJson.isSaidBy(exchange.request())) {
      exchange.reject(CheckProblems.NOT_JSON);
      return;
    }
    exchange.readBody(config.maxBodyBytes(), whole -> checkBody(exchange, whole));
  }

  private void checkBody(Exchange exchange, Buffer whole) {
    if (whole.length() == 0) {
      if (config.bodyRequired()) {
        exchange.reject(CheckProblems.BODY_MISSING);
      } else {
        exchange.proceed();
      }
    } else if (!StrictJson.isSaidBy(exchange.request())) {
      exchange.reject(CheckProblems.NOT_JSON);
    } else {
      Work.on(
          exchange,
          body.isRecursive() ? Integer.MAX_VALUE : whole.length(),
          () -> new Checked(bodyProblem(whole)),
          checked -> proceedOrReject(exchange, checked.problem()));
    }
  }

  /** The outcome; null where all is well. */
  private record Checked(Problem problem) {}

  private static void proceedOrReject(Exchange exchange, Problem problem) {
    if (problem == null) {
      exchange.proceed();
    } else {
      exchange.reject(problem);
    }
  }

  private Problem bodyProblem(Buffer whole) {
    try {
      JsonNode value = StrictJson.read(whole);
      int most = whole.length() > ALL_TOLD_BYTES ? 1 : MOST_VIOLATIONS;
      List<Violation> found = body.violations(value, most, STEPS + whole.length());
      return found.isEmpty() ? null : CheckProblems.violated(422, "body", found);
    } catch (StrictJson.MalformedException e) {
      return Problem.malformed("The body is not valid JSON: " + e.getMessage() + '.');
    } catch (TooComplexException _) {
      return CheckProblems.tooComplex("body");
    }
  }
}
