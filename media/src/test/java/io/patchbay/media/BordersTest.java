package io.patchbay.media;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.elements.ClassesShouldConjunction;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each package of this module may know. A new arrow is a decision: write it here, and why in docs/architecture.md. */
class BordersTest {
    private static final String MEDIA = "io.patchbay.media";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(MEDIA);

    @ParameterizedTest
    @CsvSource({"com.sun.jna.., codec", "org.ice4j.., ice", "org.bouncycastle.., dtls", "org.jitsi.srtp.., srtp"})
    void importsEachForeignLibraryInOnePackage(String library, String owner) {
        noClasses()
                .that()
                .resideOutsideOfPackage(packages(owner))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CLASSES);
    }

    @Test
    void knowsNoSignallingHttpOrDatabase() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "javax.sip..",
                        "gov.nist..",
                        "io.javalin..",
                        "jakarta.servlet..",
                        "java.sql..",
                        "javax.sql..",
                        "io.patchbay.sip..",
                        "io.patchbay.gateway..")
                .check(CLASSES);
    }

    @ParameterizedTest
    @CsvSource({
        "rtp,",
        "sdp, srtp",
        "codec,",
        "loop,",
        "ice, loop",
        "dtls, srtp loop",
        "srtp, rtp",
        "audio, codec rtp loop",
        "quality, codec rtp",
        "peer, audio quality codec sdp ice dtls srtp rtp loop",
        "sfu, ice dtls srtp rtp loop"
    })
    void packagesDependDownwards(String owner, String known) {
        List<String> allowed = known == null ? List.of() : Arrays.asList(known.split(" "));
        String[] strangers = packageNames().stream()
                .filter(other -> !other.equals(owner) && !allowed.contains(other))
                .map(BordersTest::packages)
                .toArray(String[]::new);
        ClassesShouldConjunction rule = noClasses()
                .that()
                .resideInAPackage(packages(owner))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(strangers);
        rule.check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(MEDIA + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void everyPackageIsInTheTable() {
        assertThat(packageNames())
                .isSubsetOf("rtp", "sdp", "codec", "loop", "ice", "dtls", "srtp", "audio", "quality", "peer", "sfu")
                .contains("rtp", "sdp", "codec", "loop");
    }

    /** The names of the packages right below this one. */
    private static Set<String> packageNames() {
        Set<String> names = new TreeSet<>();
        CLASSES.forEach(type -> {
            if (type.getPackageName().startsWith(MEDIA + ".")) {
                names.add(type.getPackageName().substring(MEDIA.length() + 1).split("\\.")[0]);
            }
        });
        return names;
    }

    private static String packages(String name) {
        return MEDIA + "." + name + "..";
    }
}
