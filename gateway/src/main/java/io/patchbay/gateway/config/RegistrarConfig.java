package io.patchbay.gateway.config;

import io.patchbay.sip.KeepAliveSettings.Whom;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * How devices that register are treated.
 *
 * @param keepAlive how often ways to devices and trunks are kept open; zero for never
 * @param qualify which devices on UDP are asked by OPTIONS whether they are there
 */
public record RegistrarConfig(Duration keepAlive, Whom qualify) {
    private static final Map<String, Whom> WORDS = Map.of("nat", Whom.BEHIND_NAT, "all", Whom.ALL, "none", Whom.NOBODY);

    static RegistrarConfig read(Section section) {
        RegistrarConfig config = new RegistrarConfig(
                section.duration("keep-alive", Duration.ofSeconds(30), Duration.ZERO, Duration.ofHours(1)),
                section.value("qualify", Whom.BEHIND_NAT, "nat, all or none", RegistrarConfig::whom));
        section.finish();
        return config;
    }

    private static Whom whom(String text) {
        Whom whom = WORDS.get(text.toLowerCase(Locale.ROOT));
        if (whom == null) {
            throw new IllegalArgumentException();
        }
        return whom;
    }

    static String word(Whom whom) {
        return WORDS.entrySet().stream()
                .filter(word -> word.getValue() == whom)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }
}
