package dev.apifleet.apiserver.graphql;

import dev.apifleet.apiserver.problem.Problem;
import dev.apifleet.apiserver.problem.ProblemException;
import io.quarkus.security.UnauthorizedException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

/**
 * The framework refuses without a word, and an error of GraphQL must have a message; stands before
 * what checks permissions.
 */
@SaysWhyRefused
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE)
public class RefusalReasons {

  @AroundInvoke
  Object explain(InvocationContext call) throws Exception {
    try {
      Object answer = call.proceed();
      return answer instanceof Uni<?> later
          ? later.onFailure(SecurityException.class).transform(RefusalReasons::explained)
          : answer;
    } catch (SecurityException refused) {
      throw explained(refused);
    }
  }

  private static ProblemException explained(Throwable refused) {
    return new ProblemException(
        refused instanceof UnauthorizedException ? Problem.TOKEN_REQUIRED : Problem.ofStatus(403));
  }
}
