package dev.apifleet.apiserver.apikey;

import dev.apifleet.apiserver.access.Permissions;
import dev.apifleet.apiserver.json.OptionalBody;
import dev.apifleet.apiserver.version.SameInBothVersions;
import io.quarkus.security.PermissionsAllowed;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** Makes, lists, replaces and revokes API keys. A key is told once, in the answer that makes it. */
@Path(SameInBothVersions.API + ApiKeysEndpoint.KEYS)
@Tag(name = "API keys")
public class ApiKeysEndpoint {

  static final String KEYS = "/admin/api-keys";

  private final ApiKeys keys;
  private final SecurityIdentity identity;
  private final Permissions permissions;
  private final OptionalBody optionalBody;

  ApiKeysEndpoint(
      ApiKeys keys, SecurityIdentity identity, Permissions permissions, OptionalBody optionalBody) {
    this.optionalBody = optionalBody;
    this.keys = keys;
    this.identity = identity;
    this.permissions = permissions;
  }

  @GET
  @PermissionsAllowed("api-keys:read")
  @Cache(noStore = true)
  @Operation(summary = "List API keys, your own or all")
  @APIResponse(responseCode = "200", description = "A page of them")
  public Uni<ApiKeyPage> list(
      @RestQuery
          @Parameter(
              schema =
                  @Schema(
                      type = SchemaType.INTEGER,
                      minimum = "1",
                      maximum = "100",
                      defaultValue = "20"))
          String limit,
      @RestQuery
          @Parameter(
              description = "The next of the page before",
              schema = @Schema(type = SchemaType.INTEGER, format = "int64", minimum = "0"))
          String after) {
    return keys.list(grantor(), PageRequest.parse(limit, after));
  }

  @GET
  @Path("{id}")
  @PermissionsAllowed("api-keys:read")
  @Cache(noStore = true)
  @Operation(summary = "Read what an API key allows; one that is revoked is in the list alone")
  @APIResponse(responseCode = "200", description = "What it allows, without the key")
  public Uni<ApiKeyView> get(@RestPath long id) {
    return keys.get(grantor(), id);
  }

  @POST
  @PermissionsAllowed("api-keys:write")
  @Cache(noStore = true)
  @Operation(summary = "Make an API key; the answer alone tells it")
  @APIResponse(
      responseCode = "201",
      description = "The key and what it allows",
      headers =
          @Header(
              name = "Location",
              schema = @Schema(type = SchemaType.STRING, format = "uri-reference")),
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = ApiKeyView.class)))
  public Uni<RestResponse<ApiKeyView>> create(
      @NotNull @Valid ApiKeyDraft draft, @Context UriInfo uri) {
    return keys.create(grantor(), draft).map(made -> created(made, uri));
  }

  @POST
  @Path("{id}/rotate")
  @Consumes(MediaType.WILDCARD)
  @PermissionsAllowed("api-keys:write")
  @Cache(noStore = true)
  @Operation(summary = "Replace an API key; the old one serves on for the overlap")
  @APIResponse(
      responseCode = "201",
      description = "The new key; the answer alone tells it",
      headers =
          @Header(
              name = "Location",
              schema = @Schema(type = SchemaType.STRING, format = "uri-reference")),
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = ApiKeyView.class)))
  public Uni<RestResponse<ApiKeyView>> rotate(
      @RestPath long id,
      @RequestBody(
              required = false,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(implementation = Rotation.class)))
          String body,
      @Context UriInfo uri) {
    Duration overlap = optionalBody.read(body, Rotation.class).orElse(Rotation.USUAL).duration();
    return keys.rotate(grantor(), id, overlap).map(made -> created(made, uri));
  }

  @DELETE
  @Path("{id}")
  @PermissionsAllowed("api-keys:write")
  @Operation(summary = "Revoke an API key, on all gateways within a second")
  @APIResponse(responseCode = "204", description = "It is revoked, or was")
  public Uni<RestResponse<Void>> revoke(@RestPath long id) {
    return keys.revoke(grantor(), id).map(done -> RestResponse.noContent());
  }

  private Grantor grantor() {
    return Grantor.of(identity, permissions);
  }

  /** In the version of the API that was asked. */
  private static RestResponse<ApiKeyView> created(ApiKeyView made, UriInfo uri) {
    String asked = uri.getRequestUri().getPath();
    String keys = asked.substring(0, asked.indexOf(KEYS) + KEYS.length());
    URI location = URI.create(keys + "/" + made.id());
    return RestResponse.ResponseBuilder.<ApiKeyView>created(location).entity(made).build();
  }
}
