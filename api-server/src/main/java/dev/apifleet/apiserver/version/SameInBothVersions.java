package dev.apifleet.apiserver.version;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.Paths;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/**
 * Writes the paths of endpoints that are the same in both versions of the API ({@link #API}) into
 * the OpenAPI document as what they are to clients: two paths each.
 */
@OpenApiFilter(value = OpenApiFilter.RunStage.BUILD, priority = SameInBothVersions.PRIORITY)
public class SameInBothVersions implements OASFilter {

  /** Where such endpoints are: {@code @Path(SameInBothVersions.API + "/me")}. */
  public static final String API = "/api/{version:v1|v2}";

  /** Before {@link OperationIds}, which is to see the two paths. */
  static final int PRIORITY = 10;

  private static final String TEMPLATE = "/api/{version}";

  @Override
  public void filterOpenAPI(OpenAPI document) {
    if (document.getPaths() == null) {
      return;
    }
    Paths paths = OASFactory.createPaths();
    document.getPaths().getPathItems().forEach((path, item) -> add(paths, path, item));
    document.setPaths(paths);
  }

  private static void add(Paths paths, String path, PathItem item) {
    if (!path.startsWith(TEMPLATE + "/")) {
      paths.addPathItem(path, item);
      return;
    }
    for (String version : List.of("v1", "v2")) {
      paths.addPathItem(path.replace(TEMPLATE, "/api/" + version), withoutVersion(item));
    }
  }

  private static PathItem withoutVersion(PathItem item) {
    PathItem copy = OASFactory.createPathItem().parameters(withoutVersion(item.getParameters()));
    item.getOperations().forEach((method, operation) -> copy.setOperation(method, copy(operation)));
    return copy;
  }

  /** Each version's operation has a name of its own; all else they share. */
  private static Operation copy(Operation operation) {
    return OASFactory.createOperation()
        .operationId(operation.getOperationId())
        .summary(operation.getSummary())
        .description(operation.getDescription())
        .tags(operation.getTags())
        .parameters(withoutVersion(operation.getParameters()))
        .requestBody(operation.getRequestBody())
        .responses(operation.getResponses())
        .security(operation.getSecurity())
        .extensions(operation.getExtensions());
  }

  private static List<Parameter> withoutVersion(List<Parameter> parameters) {
    return parameters == null
        ? null
        : parameters.stream().filter(one -> !"version".equals(one.getName())).toList();
  }
}
