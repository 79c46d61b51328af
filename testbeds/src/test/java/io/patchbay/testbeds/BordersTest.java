package io.patchbay.testbeds;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The testbeds meet the appliance on its sockets, and know nothing of how it is made. */
class BordersTest {
    private static final JavaClasses CLASSES = new ClassFileImporter().importPackages("io.patchbay.testbeds");

    @Test
    void borrowsNothingOfTheApplianceButItsCodecs() {
        noClasses()
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("io.patchbay.sip..", "io.patchbay.gateway..", "io.patchbay.media..")
                                .and(not(resideInAPackage("io.patchbay.media.codec"))))
                .check(CLASSES);
    }

    @ParameterizedTest
    @CsvSource({
        "com.microsoft.playwright.., browser",
        "com.sun.jna.., net",
        "io.patchbay.media.codec.., phone",
        "org.bouncycastle.., load"
    })
    void importsEachForeignLibraryInOnePackage(String library, String owner) {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.patchbay.testbeds." + owner)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CLASSES);
    }
}
