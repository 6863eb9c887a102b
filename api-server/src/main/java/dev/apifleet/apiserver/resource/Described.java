package dev.apifleet.apiserver.resource;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** How the OpenAPI document describes answers that are the same in all versions. */
final class Described {

  private Described() {}

  /** A resource as it is now. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @APIResponse(
      responseCode = "200",
      description = "The resource, its version as ETag",
      headers = @Header(name = "ETag", schema = @Schema(type = SchemaType.STRING)))
  @interface Current {}

  /** The same, or nothing for those who have that version. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @APIResponse(
      responseCode = "200",
      description = "The resource, its version as ETag",
      headers = @Header(name = "ETag", schema = @Schema(type = SchemaType.STRING)))
  @APIResponse(
      responseCode = "304",
      description = "The version in If-None-Match is the last",
      headers = @Header(name = "ETag", schema = @Schema(type = SchemaType.STRING)))
  @interface Read {}
}
