package io.patchbay.sip.jain;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** What this module may touch. */
class BordersTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.patchbay.sip");

    @Test
    void onlyOnePackageKnowsTheStack() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("io.patchbay.sip.jain")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javax.sip..", "gov.nist..", "io.patchbay.sip.jain.."));
    }

    @Test
    void onlyOnePackageAsksNameServers() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("io.patchbay.sip.locate")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.xbill.."));
    }

    @Test
    void bodiesAreOpaque() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.patchbay.media..", "io.patchbay.gateway..", "javax.sdp..", "org.freedesktop.."));
    }

    @Test
    void logsGoToSlf4jOnly() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.log4j..", "java.util.logging..", "ch.qos.logback.."));
    }

    @Test
    void littleOfTheImplementationIsPublic() {
        check(classes()
                .that()
                .resideInAPackage("io.patchbay.sip.jain")
                .and()
                .arePublic()
                .should()
                .haveNameMatching(".*\\.(JainUserAgent|StackLog|MessageLog|StackTimer|TargetRouter)"));
    }

    private static void check(ArchRule rule) {
        rule.check(CLASSES);
    }
}
