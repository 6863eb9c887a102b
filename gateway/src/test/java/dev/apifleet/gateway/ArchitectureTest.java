package dev.apifleet.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.apifleet.gateway",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule KNOWS_NOTHING_OF_KUBERNETES =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.fabric8..",
              "io.javaoperatorsdk..",
              "dev.apifleet.api..",
              "dev.apifleet.crds..",
              "dev.apifleet.translator..",
              "dev.apifleet.operator..");

  @ArchTest
  static final ArchRule THE_HOT_PATH_IS_VERTX_AND_NOTHING_ABOVE_IT =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..route..", "..pool..", "..proxy..", "..backend..", "..runtime..", "..filter..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.smallrye..", "io.quarkus..", "jakarta..", "java.lang.reflect..", "org.eclipse..");

  @ArchTest
  static final ArchRule THE_ROUTER_STANDS_ALONE =
      noClasses()
          .that()
          .resideInAPackage("..route..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.vertx..", "io.netty..", "io.micrometer..");

  @ArchTest
  static final ArchRule NO_CIRCLES =
      slices().matching("dev.apifleet.gateway.(*)..").should().beFreeOfCycles();
}
