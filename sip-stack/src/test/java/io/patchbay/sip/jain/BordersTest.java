package io.patchbay.sip.jain;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What this module may touch. */
@AnalyzeClasses(packages = "io.patchbay.sip", importOptions = DoNotIncludeTests.class)
class BordersTest {

    @ArchTest
    static final ArchRule onlyOnePackageKnowsTheStack = noClasses()
            .that()
            .resideOutsideOfPackage("io.patchbay.sip.jain")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javax.sip..", "gov.nist..", "io.patchbay.sip.jain..");

    @ArchTest
    static final ArchRule onlyOnePackageAsksNameServers = noClasses()
            .that()
            .resideOutsideOfPackage("io.patchbay.sip.locate")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.xbill..");

    @ArchTest
    static final ArchRule bodiesAreOpaque = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.patchbay.media..", "io.patchbay.gateway..", "javax.sdp..", "org.freedesktop..");

    @ArchTest
    static final ArchRule logsGoToSlf4jOnly = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.log4j..", "java.util.logging..", "ch.qos.logback..");

    @ArchTest
    static final ArchRule littleOfTheImplementationIsPublic = classes()
            .that()
            .resideInAPackage("io.patchbay.sip.jain")
            .and()
            .arePublic()
            .should()
            .haveNameMatching(".*\\.(JainUserAgent|StackLog|MessageLog|StackTimer|TargetRouter)");
}
