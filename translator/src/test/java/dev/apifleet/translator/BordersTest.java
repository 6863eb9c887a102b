package dev.apifleet.translator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import dev.apifleet.snapshot.Snapshot;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;

/** The translator is pure: resources in, snapshots out, and nothing else within reach. */
@AnalyzeClasses(
    packages = "dev.apifleet.translator",
    importOptions = ImportOption.DoNotIncludeTests.class)
class BordersTest {
  @ArchTest
  static void knowsOnlyResourcesAndSnapshots(JavaClasses classes) {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "dev.apifleet.translator..",
            "dev.apifleet.api..",
            Snapshot.class.getPackageName(),
            "dev.apifleet.snapshot.schema..",
            "io.fabric8.kubernetes.api.model..",
            "com.google.re2j..",
            "org.pcollections..",
            "com.fasterxml.jackson.core..",
            "com.fasterxml.jackson.databind..",
            "com.fasterxml.jackson.dataformat.yaml..")
        .check(classes);
  }

  @ArchTest
  static void readsAndWritesNothing(JavaClasses classes) {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.io..", "java.nio.file..", "java.nio.channels..", "java.net.http..")
        .check(classes);
  }

  @ArchTest
  static void hasNoClock(JavaClasses classes) {
    noClasses()
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(OffsetDateTime.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .check(classes);
  }
}
