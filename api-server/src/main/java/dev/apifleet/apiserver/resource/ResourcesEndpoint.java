package dev.apifleet.apiserver.resource;

import static dev.apifleet.apiserver.idempotency.Attempt.HEADER;

import dev.apifleet.apiserver.access.Caller;
import dev.apifleet.apiserver.idempotency.Attempt;
import dev.apifleet.apiserver.json.Numeral;
import io.quarkus.security.Authenticated;
import io.quarkus.security.PermissionsAllowed;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** Lists, reads, creates, replaces and deletes resources. Everybody may read. */
@Path(ResourcesEndpoint.PATH)
@Tag(name = "resources", description = "Things with an owner, a status and a version")
public class ResourcesEndpoint {

  static final String PATH = "/api/v1/resources";

  private final Resources resources;
  private final ResourceAnswers answers;
  private final SecurityIdentity identity;

  ResourcesEndpoint(Resources resources, ResourceAnswers answers, SecurityIdentity identity) {
    this.resources = resources;
    this.answers = answers;
    this.identity = identity;
  }

  /** The same for all, whoever they say they are; gateways keep it until something is written. */
  @GET
  @Operation(summary = "List resources, page by page")
  @APIResponse(responseCode = "200", description = "A page; send its next as after")
  public Uni<RestResponse<ResourcePage>> list(
      @BeanParam ListParameters parameters,
      @RestQuery
          @Parameter(
              description = "The next of the page before",
              schema = @Schema(type = SchemaType.INTEGER, format = "int64", minimum = "0"))
          String after) {
    ResourceQuery query = parameters.query();
    Uni<ResourceSlice> slice =
        parameters
            .sent("after", after)
            .map(id -> Numeral.parse("after", id, 0, Long.MAX_VALUE))
            .map(id -> resources.listAfter(query, id))
            .orElseGet(() -> resources.list(query));
    return slice.map(ResourcePage::of).map(page -> Versioned.list(page).build());
  }

  @GET
  @Path("{id}")
  @Operation(summary = "Read a resource")
  @Described.Read
  public Uni<RestResponse<ResourceView>> get(
      @RestPath long id, @RestHeader("If-None-Match") String ifNoneMatch) {
    return answers.read(id, ifNoneMatch, view -> view);
  }

  @POST
  @PermissionsAllowed("resources:create")
  @Operation(summary = "Create a resource, which belongs to the caller")
  @APIResponse(
      responseCode = "201",
      description = "The resource",
      headers = {
        @Header(
            name = "Location",
            schema = @Schema(type = SchemaType.STRING, format = "uri-reference")),
        @Header(name = "ETag", schema = @Schema(type = SchemaType.STRING))
      },
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = ResourceView.class)))
  public Uni<Response> create(
      @RestHeader(HEADER) @Parameter(schema = @Schema(pattern = Attempt.PATTERN)) String key,
      ResourceDraft draft) {
    return answers.create(Caller.of(identity), key, PATH, draft, view -> view);
  }

  @POST
  @Path("bulk")
  @Authenticated
  @Operation(summary = "Create and delete up to 100 resources, all or none")
  @APIResponse(
      responseCode = "200",
      description = "What became of each",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = BulkResults.class)))
  public Uni<Response> bulk(
      @RestHeader(HEADER) @Parameter(schema = @Schema(pattern = Attempt.PATTERN)) String key,
      ResourceBulk bulk) {
    return answers.bulk(Caller.of(identity), key, PATH + "/bulk", bulk, results -> results);
  }

  @PUT
  @Path("{id}")
  @PermissionsAllowed("resources:update")
  @Operation(summary = "Replace a resource, if it is still the version in If-Match")
  @Described.Current
  public Uni<RestResponse<ResourceView>> update(
      @RestPath long id,
      @RestHeader("If-Match") @Parameter(schema = @Schema(type = SchemaType.STRING, minLength = 1))
          String ifMatch,
      ResourceDraft sent) {
    ResourceDraft draft = ResourceDraft.of(sent);
    return answers.change(
        Caller.of(identity), id, new Precondition(ifMatch), before -> draft, view -> view);
  }

  @DELETE
  @Path("{id}")
  @PermissionsAllowed("resources:delete")
  @Operation(summary = "Delete a resource, if it is still the version in If-Match")
  @APIResponse(responseCode = "204", description = "It is gone")
  public Uni<RestResponse<Void>> delete(
      @RestPath long id,
      @RestHeader("If-Match") @Parameter(schema = @Schema(type = SchemaType.STRING, minLength = 1))
          String ifMatch) {
    return answers.delete(Caller.of(identity), id, new Precondition(ifMatch));
  }
}
