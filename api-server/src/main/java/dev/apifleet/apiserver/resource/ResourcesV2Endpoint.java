package dev.apifleet.apiserver.resource;

import static dev.apifleet.apiserver.idempotency.Attempt.HEADER;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.apifleet.apiserver.access.Caller;
import dev.apifleet.apiserver.idempotency.Attempt;
import io.quarkus.security.Authenticated;
import io.quarkus.security.PermissionsAllowed;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * The resources in version 2: opaque cursors, envelopes, partial changes, and no change of what the
 * client has not read.
 */
@Path(ResourcesV2Endpoint.PATH)
@Tag(name = "resources")
public class ResourcesV2Endpoint {

  static final String PATH = "/api/v2/resources";

  private final Resources resources;
  private final ResourceAnswers answers;
  private final SecurityIdentity identity;
  private final ObjectMapper json;

  ResourcesV2Endpoint(
      Resources resources, ResourceAnswers answers, SecurityIdentity identity, ObjectMapper json) {
    this.resources = resources;
    this.answers = answers;
    this.identity = identity;
    this.json = json;
  }

  @GET
  @Operation(summary = "List resources, page by page")
  @APIResponse(
      responseCode = "200",
      description = "A page; Link says where the next one is",
      headers =
          @Header(
              name = "Link",
              description = "rel=next; absent on the last page",
              schema = @Schema(type = SchemaType.STRING)))
  public Uni<RestResponse<Envelope.Many>> list(
      @BeanParam ListParameters parameters,
      @RestQuery
          @Parameter(
              description = "The next of the page before",
              schema = @Schema(type = SchemaType.STRING, pattern = "^[A-Za-z0-9_-]{8,600}$"))
          String after,
      @Context UriInfo uri) {
    ResourceQuery first = parameters.query();
    ResourceQuery query =
        parameters
            .sent("after", after)
            .map(text -> first.after(ResourceCursor.decode(text, first.sort())))
            .orElse(first);
    return resources.list(query).map(Envelope.Many::of).map(page -> Versioned.linked(page, uri));
  }

  @GET
  @Path("{id}")
  @Operation(summary = "Read a resource")
  @Described.Read
  public Uni<RestResponse<Envelope.One>> get(
      @RestPath long id, @RestHeader("If-None-Match") String ifNoneMatch) {
    return answers.read(id, ifNoneMatch, Envelope.One::new);
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
              schema = @Schema(implementation = Envelope.One.class)))
  public Uni<Response> create(
      @RestHeader(HEADER) @Parameter(schema = @Schema(pattern = Attempt.PATTERN)) String key,
      ResourceDraft draft) {
    return answers.create(Caller.of(identity), key, PATH, draft, Envelope.One::new);
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
              schema = @Schema(implementation = Envelope.Bulk.class)))
  public Uni<Response> bulk(
      @RestHeader(HEADER) @Parameter(schema = @Schema(pattern = Attempt.PATTERN)) String key,
      ResourceBulk bulk) {
    return answers.bulk(
        Caller.of(identity),
        key,
        PATH + "/bulk",
        bulk,
        results -> new Envelope.Bulk(results.results()));
  }

  @PUT
  @Path("{id}")
  @PermissionsAllowed("resources:update")
  @Operation(summary = "Replace the version of a resource that If-Match names")
  @Described.Current
  public Uni<RestResponse<Envelope.One>> replace(
      @RestPath long id,
      @RestHeader("If-Match")
          @Parameter(required = true, schema = @Schema(type = SchemaType.STRING, minLength = 1))
          String ifMatch,
      ResourceDraft sent) {
    ResourceDraft draft = ResourceDraft.of(sent);
    return change(id, ifMatch, before -> draft);
  }

  @PATCH
  @Path("{id}")
  // JSON too: else what is no id at all would be told of its media type
  @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
  @PermissionsAllowed("resources:update")
  @Operation(summary = "Change what the JSON Merge Patch names, of the version in If-Match")
  @RequestBody(
      content =
          @Content(
              mediaType = MergePatch.MEDIA_TYPE,
              schema = @Schema(implementation = PatchBody.class)))
  @Described.Current
  public Uni<RestResponse<Envelope.One>> patch(
      @RestPath long id,
      @RestHeader("If-Match")
          @Parameter(required = true, schema = @Schema(type = SchemaType.STRING, minLength = 1))
          String ifMatch,
      @RestHeader("Content-Type") @Parameter(hidden = true) String type,
      JsonNode patch) {
    return change(id, ifMatch, MergePatch.of(type, patch, json)::apply);
  }

  @DELETE
  @Path("{id}")
  @PermissionsAllowed("resources:delete")
  @Operation(summary = "Delete the version of a resource that If-Match names")
  @APIResponse(responseCode = "204", description = "It is gone")
  public Uni<RestResponse<Void>> delete(
      @RestPath long id,
      @RestHeader("If-Match")
          @Parameter(required = true, schema = @Schema(type = SchemaType.STRING, minLength = 1))
          String ifMatch) {
    return answers.delete(Caller.of(identity), id, Precondition.required(ifMatch));
  }

  private Uni<RestResponse<Envelope.One>> change(
      long id, String ifMatch, UnaryOperator<ResourceDraft> change) {
    Precondition precondition = Precondition.required(ifMatch);
    return answers.change(Caller.of(identity), id, precondition, change, Envelope.One::new);
  }
}
