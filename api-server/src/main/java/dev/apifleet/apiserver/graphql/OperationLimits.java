package dev.apifleet.apiserver.graphql;

import dev.apifleet.apiserver.problem.Problem;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.execution.ExecutionContext;
import graphql.execution.instrumentation.InstrumentationContext;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationExecuteOperationParameters;
import graphql.execution.instrumentation.parameters.InstrumentationExecutionParameters;
import graphql.language.OperationDefinition;
import graphql.schema.GraphQLSchema;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Refuses an operation that asks for too much, before anything is fetched for it. */
@ApplicationScoped
public class OperationLimits {

  private static final Problem SUBSCRIPTIONS_ALONE =
      Problem.of(
          405, "method-not-allowed", "A socket takes subscriptions alone; send the rest by POST.");

  private final GraphConfig config;
  private final CurrentVertxRequest request;
  private final Integers integers = new Integers();

  OperationLimits(GraphConfig config, CurrentVertxRequest request) {
    this.config = config;
    this.request = request;
  }

  GraphQL.Builder install(@Observes GraphQL.Builder builder) {
    return builder.instrumentation(
        new SimplePerformantInstrumentation() {
          @Override
          public GraphQLSchema instrumentSchema(
              GraphQLSchema schema,
              InstrumentationExecutionParameters parameters,
              InstrumentationState state) {
            return integers.strict(schema);
          }

          @Override
          public InstrumentationContext<ExecutionResult> beginExecuteOperation(
              InstrumentationExecuteOperationParameters parameters, InstrumentationState state) {
            check(parameters.getExecutionContext());
            return super.beginExecuteOperation(parameters, state);
          }
        });
  }

  private void check(ExecutionContext context) {
    OperationDefinition operation = context.getOperationDefinition();
    if (operation.getOperation() == OperationDefinition.Operation.MUTATION && isGet()) {
      throw new Refusal(Problem.of(405, "method-not-allowed", "Send mutations by POST."));
    }
    if (operation.getOperation() != OperationDefinition.Operation.SUBSCRIPTION && isSocket()) {
      throw new Refusal(SUBSCRIPTIONS_ALONE);
    }
    Weight weight =
        new Weighing(context.getFragmentsByName(), context.getCoercedVariables().toMap())
            .of(operation.getSelectionSet());
    limit("depth", weight.depth(), config.maxDepth());
    limit("cost", weight.cost(), config.maxCost());
    limit("aliases", weight.aliases(), config.maxAliases());
    if (weight.schema() && !config.introspection()) {
      throw new Refusal(
          Problem.of(403, "introspection-off", "This server does not show its schema."));
    }
  }

  /** Its credential was asked for when it was opened, and may have been revoked since. */
  private boolean isSocket() {
    var current = request.getCurrent();
    return current != null
        && "websocket".equalsIgnoreCase(current.request().getHeader(HttpHeaders.UPGRADE));
  }

  private boolean isGet() {
    var current = request.getCurrent();
    return current != null && current.request().method().equals(HttpMethod.GET);
  }

  private static void limit(String what, long found, int most) {
    if (found > most) {
      throw new Refusal(
          Problem.of(
              400,
              "too-complex",
              "The "
                  + what
                  + " of the operation is "
                  + found
                  + "; at most "
                  + most
                  + " is taken."));
    }
  }
}
