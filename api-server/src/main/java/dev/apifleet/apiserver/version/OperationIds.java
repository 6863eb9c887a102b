package dev.apifleet.apiserver.version;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.PathItem;

/**
 * Names every operation of the OpenAPI document, for those who generate clients from it: {@code
 * resourcesListV1} is the method {@code list} of {@code ResourcesEndpoint}, at version 1.
 */
@OpenApiFilter(value = OpenApiFilter.RunStage.BUILD, priority = SameInBothVersions.PRIORITY - 1)
public class OperationIds implements OASFilter {

  /** What Quarkus makes of class and method. */
  private static final Pattern METHOD = Pattern.compile("(\\w+?)(?:V\\d)?Endpoint_(\\w+)");

  private static final Pattern VERSION = Pattern.compile("/api/v(\\d+)/.*");

  @Override
  public void filterOpenAPI(OpenAPI document) {
    document.getPaths().getPathItems().forEach(OperationIds::name);
  }

  private static void name(String path, PathItem item) {
    Matcher version = VERSION.matcher(path);
    String suffix = version.matches() ? "V" + version.group(1) : "";
    item.getOperations()
        .values()
        .forEach(
            operation ->
                Optional.ofNullable(operation.getOperationId())
                    .map(METHOD::matcher)
                    .filter(Matcher::matches)
                    .ifPresent(method -> operation.setOperationId(named(method) + suffix)));
  }

  private static String named(Matcher method) {
    return uncapitalised(method.group(1))
        + method.group(2).substring(0, 1).toUpperCase()
        + method.group(2).substring(1);
  }

  private static String uncapitalised(String name) {
    return name.substring(0, 1).toLowerCase() + name.substring(1);
  }
}
