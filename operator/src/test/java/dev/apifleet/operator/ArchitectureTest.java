package dev.apifleet.operator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The borders between rooms: who may know of whom. */
@AnalyzeClasses(packages = "dev.apifleet", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule customResourcesKnowNothingOfUs =
      noClasses()
          .that()
          .resideInAPackage("dev.apifleet.api..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.apifleet.snapshot..", "dev.apifleet.translator..", "dev.apifleet.operator..");

  @ArchTest
  static final ArchRule snapshotsKnowNothingOfKubernetes =
      noClasses()
          .that()
          .resideInAPackage("dev.apifleet.snapshot..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.fabric8..",
              "dev.apifleet.api..",
              "dev.apifleet.translator..",
              "dev.apifleet.operator..");

  @ArchTest
  static final ArchRule theTranslatorTouchesNothing =
      noClasses()
          .that()
          .resideInAPackage("dev.apifleet.translator..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.apifleet.operator..",
              "io.fabric8.kubernetes.client..",
              "io.quarkus..",
              "io.vertx..",
              "java.net.http..",
              "java.nio.file..");

  @ArchTest
  static final ArchRule theDataPlaneIsNotHere =
      noClasses().should().dependOnClassesThat().resideInAPackage("dev.apifleet.gateway..");

  @ArchTest
  static final ArchRule buildersOfWorkloadTouchNoCluster =
      noClasses()
          .that()
          .resideInAPackage("dev.apifleet.operator.workload..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.fabric8.kubernetes.client", "io.fabric8.kubernetes.client.dsl..");

  @ArchTest
  static void packagesOfTheOperatorHaveNoCycles(JavaClasses classes) {
    slices().matching("dev.apifleet.operator.(*)..").should().beFreeOfCycles().check(classes);
  }
}
