package dev.apifleet.apiserver.identity;

import dev.apifleet.apiserver.access.Caller;
import dev.apifleet.apiserver.version.SameInBothVersions;
import io.quarkus.security.PermissionsAllowed;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** The accounts, for administrators. */
@Path(SameInBothVersions.API + "/admin/users")
@Tag(name = "users")
public class AccountsEndpoint {

  private final Administration administration;
  private final SecurityIdentity identity;

  AccountsEndpoint(Administration administration, SecurityIdentity identity) {
    this.administration = administration;
    this.identity = identity;
  }

  @GET
  @PermissionsAllowed("users:read")
  @Cache(noStore = true)
  @Operation(summary = "A page of accounts, by id")
  @APIResponse(responseCode = "200", description = "The page")
  public Uni<AccountPage> list(
      @RestQuery
          @DefaultValue("20")
          @Pattern(regexp = "^([1-9][0-9]?|100)$", message = "must be a whole number from 1 to 100")
          String limit,
      @RestQuery
          @DefaultValue("0")
          @Pattern(regexp = "^[0-9]{1,18}$", message = "must be the next of another page")
          String after) {
    return administration.list(Long.parseLong(after), Integer.parseInt(limit));
  }

  @GET
  @Path("{id}")
  @PermissionsAllowed("users:read")
  @Cache(noStore = true)
  @Operation(summary = "One account")
  @APIResponse(responseCode = "200", description = "The account")
  public Uni<AccountView> get(@RestPath long id) {
    return administration.get(id);
  }

  @POST
  @PermissionsAllowed("users:write")
  @Operation(summary = "Make an account")
  @APIResponse(
      responseCode = "201",
      description = "Made",
      headers =
          @Header(
              name = "Location",
              schema = @Schema(type = SchemaType.STRING, format = "uri-reference")),
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = AccountView.class)))
  public Uni<RestResponse<AccountView>> create(@Valid NewAccount sent, UriInfo uri) {
    NewAccount wanted = LoginEndpoint.present(sent, "email");
    return administration.create(Caller.of(identity), wanted).map(made -> created(made, uri));
  }

  @PATCH
  @Path("{id}")
  @PermissionsAllowed("users:write")
  @Operation(
      summary = "Change an account",
      description = "Other roles or another tier revoke its tokens; disabled, its sessions end too")
  @APIResponse(responseCode = "200", description = "As it is now")
  public Uni<AccountView> update(@RestPath long id, @Valid AccountPatch sent) {
    AccountPatch patch = LoginEndpoint.present(sent, "body");
    return administration.update(Caller.of(identity), id, patch);
  }

  @DELETE
  @Path("{id}")
  @PermissionsAllowed("users:write")
  @Operation(summary = "Delete an account, and end its sessions and tokens")
  @APIResponse(responseCode = "204", description = "Deleted")
  public Uni<Void> delete(@RestPath long id) {
    return administration.delete(Caller.of(identity), id);
  }

  private static RestResponse<AccountView> created(AccountView made, UriInfo uri) {
    URI location = uri.getAbsolutePathBuilder().path("" + made.id()).build();
    return RestResponse.ResponseBuilder.<AccountView>created(URI.create(location.getRawPath()))
        .entity(made)
        .build();
  }
}
