package dev.apifleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;

/** What the generator leaves out at the top of a CRD: descriptions, and that spec must be there. */
record RootSchema(Collection<Class<? extends HasMetadata>> kinds) implements CRDPostProcessor {
  @Override
  public HasMetadata process(HasMetadata resource, String crdVersion) {
    CustomResourceDefinition crd = (CustomResourceDefinition) resource;
    Class<?> kind = kind(crd.getSpec().getNames().getKind());
    Type[] parts = ((ParameterizedType) kind.getGenericSuperclass()).getActualTypeArguments();
    JSONSchemaProps root = crd.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema();
    root.setRequired(List.of("spec"));
    describe(root, kind);
    describe(root.getProperties().get("spec"), parts[0]);
    describe(root.getProperties().get("status"), parts[1]);
    return crd;
  }

  private Class<?> kind(String name) {
    return kinds.stream().filter(k -> k.getSimpleName().equals(name)).findFirst().orElseThrow();
  }

  private static void describe(JSONSchemaProps schema, Type type) {
    schema.setDescription(((Class<?>) type).getAnnotation(JsonClassDescription.class).value());
  }
}
