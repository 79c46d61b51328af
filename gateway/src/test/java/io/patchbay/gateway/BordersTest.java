package io.patchbay.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** The borders of the gateway: what it never touches, and in which one package each library is used. */
class BordersTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.patchbay.gateway");

    @Test
    void leavesSipAndMediaToTheirModules() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "javax.sip..",
                        "gov.nist..",
                        "org.freedesktop.gstreamer..",
                        "org.ice4j..",
                        "org.jitsi..",
                        "org.bouncycastle..",
                        "com.sun.jna..")
                .because("sip-stack and media wrap them"));
    }

    @Test
    void servesHttpInOnePackage() {
        check(onlyIn("..gateway.http..", "io.javalin..", "org.eclipse.jetty..", "jakarta.."));
    }

    @Test
    void storesInOnePackage() {
        check(onlyIn(
                "..gateway.store..", "org.jdbi..", "com.zaxxer..", "org.flywaydb..", "org.sqlite..", "java.sql.."));
    }

    @Test
    void measuresInOnePackage() {
        check(onlyIn("..gateway.metrics..", "io.micrometer..", "io.prometheus.."));
    }

    @Test
    void configuresLoggingInOnePackage() {
        check(onlyIn("..gateway.log..", "ch.qos.logback..", "org.slf4j.bridge.."));
    }

    @Test
    void parsesTheCommandLineAtTheTop() {
        check(onlyIn("io.patchbay.gateway", "picocli.."));
    }

    @Test
    void readsYamlInOnePackage() {
        check(onlyIn("..gateway.config..", "com.fasterxml.jackson.dataformat.yaml.."));
    }

    @Test
    void handlesSignalsInOnePlace() {
        check(noClasses()
                .that()
                .doNotHaveSimpleName("Signals")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("sun.."));
    }

    @Test
    void hasNoCyclesBetweenPackages() {
        check(slices().matching("io.patchbay.gateway.(*)..").should().beFreeOfCycles());
    }

    @Test
    void knowsTheWholeOnlyAtTheTop() {
        check(noClasses()
                .that()
                .resideInAPackage("io.patchbay.gateway.(*)..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.patchbay.gateway"));
    }

    @Test
    void namesClassesByWhatTheyAre() {
        check(classes()
                .should()
                .haveSimpleNameNotEndingWith("Impl")
                .andShould()
                .haveSimpleNameNotEndingWith("Manager")
                .andShould()
                .haveSimpleNameNotEndingWith("Helper")
                .andShould()
                .haveSimpleNameNotEndingWith("Util")
                .andShould()
                .haveSimpleNameNotEndingWith("Utils"));
    }

    private static void check(ArchRule rule) {
        rule.check(CLASSES);
    }

    private static ArchRule onlyIn(String home, String... libraries) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(home)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries);
    }
}
