package dev.apifleet.apiserver.problem;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/**
 * Says in the OpenAPI document, for every operation, that whatever is no success is answered with a
 * problem: in one place, since it holds for all.
 */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public final class ProblemResponses implements OASFilter {

  private static final String NAME = "Problem";

  @Override
  public void filterOpenAPI(OpenAPI document) {
    document.getComponents().addSchema(NAME, schema());
    document
        .getPaths()
        .getPathItems()
        .values()
        .forEach(item -> item.getOperations().values().forEach(ProblemResponses::complete));
  }

  private static void complete(Operation operation) {
    APIResponses responses = operation.getResponses();
    List.copyOf(responses.getAPIResponses().keySet()).stream()
        .filter(status -> status.startsWith("4") || status.startsWith("5"))
        .forEach(responses::removeAPIResponse);
    responses.setDefaultValue(problem());
  }

  private static APIResponse problem() {
    Content content =
        OASFactory.createContent()
            .addMediaType(
                Problem.MEDIA_TYPE,
                OASFactory.createMediaType().schema(OASFactory.createSchema().ref(NAME)));
    return OASFactory.createAPIResponse()
        .description("It could not be done; `error` and `detail` say why, and what to do.")
        .content(content);
  }

  private static Schema schema() {
    return OASFactory.createSchema()
        .addType(SchemaType.OBJECT)
        .description("RFC 9457 problem details.")
        .addProperty("type", text("A URI of the kind of problem."))
        .addProperty("title", text("The status in words."))
        .addProperty(
            "status", OASFactory.createSchema().addType(SchemaType.INTEGER).description("As sent."))
        .addProperty("detail", text("What is the matter, and what to do."))
        .addProperty("error", text("A short code for programs."))
        .addProperty("field", text("The field or parameter that is wrong, where one is."))
        .required(List.of("type", "title", "status", "detail", "error"));
  }

  private static Schema text(String description) {
    return OASFactory.createSchema().addType(SchemaType.STRING).description(description);
  }
}
