package io.patchbay.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The borders of the gateway: what it never touches, and in which one package each library is used. */
@AnalyzeClasses(packages = "io.patchbay.gateway", importOptions = ImportOption.DoNotIncludeTests.class)
class BordersTest {
    @ArchTest
    static final ArchRule leavesSipAndMediaToTheirModules = noClasses()
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
            .because("sip-stack and media wrap them");

    @ArchTest
    static final ArchRule servesHttpInOnePackage =
            onlyIn("..gateway.http..", "io.javalin..", "org.eclipse.jetty..", "jakarta..");

    @ArchTest
    static final ArchRule storesInOnePackage =
            onlyIn("..gateway.store..", "org.jdbi..", "com.zaxxer..", "org.flywaydb..", "org.sqlite..", "java.sql..");

    @ArchTest
    static final ArchRule measuresInOnePackage = onlyIn("..gateway.metrics..", "io.micrometer..", "io.prometheus..");

    @ArchTest
    static final ArchRule configuresLoggingInOnePackage =
            onlyIn("..gateway.log..", "ch.qos.logback..", "org.slf4j.bridge..");

    @ArchTest
    static final ArchRule parsesTheCommandLineAtTheTop = onlyIn("io.patchbay.gateway", "picocli..");

    @ArchTest
    static final ArchRule readsYamlInOnePackage =
            onlyIn("..gateway.config..", "com.fasterxml.jackson.dataformat.yaml..");

    @ArchTest
    static final ArchRule handlesSignalsInOnePlace = noClasses()
            .that()
            .doNotHaveSimpleName("Signals")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("sun..");

    @ArchTest
    static final ArchRule hasNoCyclesBetweenPackages =
            slices().matching("io.patchbay.gateway.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule knowsTheWholeOnlyAtTheTop = noClasses()
            .that()
            .resideInAPackage("io.patchbay.gateway.(*)..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.patchbay.gateway");

    @ArchTest
    static final ArchRule namesClassesByWhatTheyAre = classes()
            .should()
            .haveSimpleNameNotEndingWith("Impl")
            .andShould()
            .haveSimpleNameNotEndingWith("Manager")
            .andShould()
            .haveSimpleNameNotEndingWith("Helper")
            .andShould()
            .haveSimpleNameNotEndingWith("Util")
            .andShould()
            .haveSimpleNameNotEndingWith("Utils");

    private static ArchRule onlyIn(String home, String... libraries) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(home)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries);
    }
}
