package io.patchbay.gateway.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A provider or PBX that calls come from and go through.
 *
 * @param hosts where it is, best first; the first one's name is its domain
 * @param username and {@code password}: who we are to it, when we register and when we call
 * @param register whether we register there
 * @param registerExpires how long a registration is asked to last
 * @param healthEvery how often OPTIONS asks whether it is there; zero for never
 * @param countryCode of its national numbers, as {@code 49}; empty where it has none
 * @param maxCalls at once, both directions; 0 for any number
 * @param invitesPerSecond that it may send us, and that we send it, each; twice as many in one go; 0 for any number
 * @param codecs best first; empty for those of {@code media.codecs}
 * @param srtp whether its calls' audio is encrypted; empty for what {@code media.srtp} says
 */
public record TrunkConfig(
        String name,
        List<TrunkHost> hosts,
        String username,
        Optional<Secret> password,
        boolean register,
        Duration registerExpires,
        Duration healthEvery,
        String countryCode,
        int maxCalls,
        int invitesPerSecond,
        List<String> codecs,
        Optional<MediaConfig.Srtp> srtp,
        TrunkInbound inbound,
        TrunkOutbound outbound) {
    static final String HEADER = "the name of a header field that means nothing to SIP itself, as X-Account";

    private static final String NAME = "1 to 64 of a-z, 0-9, '.', '_', '-'";
    private static final Set<String> SIP_OWN = Set.of(
            "via",
            "from",
            "to",
            "call-id",
            "cseq",
            "contact",
            "route",
            "record-route",
            "max-forwards",
            "content-length",
            "content-type",
            "authorization",
            "proxy-authorization",
            "www-authenticate",
            "proxy-authenticate",
            "require",
            "proxy-require",
            "supported",
            "allow",
            "expires",
            "rack",
            "rseq",
            "v",
            "f",
            "t",
            "i",
            "m",
            "l",
            "c",
            "k");

    public TrunkConfig {
        hosts = List.copyOf(hosts);
        codecs = List.copyOf(codecs);
    }

    static List<TrunkConfig> readAll(Section top, ConfigSource source) {
        List<TrunkConfig> trunks = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Section section : top.sections("trunks")) {
            read(section).ifPresent(trunks::add);
        }
        Set<String> users = new HashSet<>();
        for (TrunkConfig trunk : trunks) {
            if (!names.add(trunk.name())) {
                source.mistake("trunks", "trunks names " + trunk.name() + " twice; each trunk once");
            }
            if (trunk.inbound().demandsDigest() && !users.add(trunk.inbound().username())) {
                source.mistake(
                        "trunks",
                        "two trunks have the inbound username %s; nobody could tell them apart"
                                .formatted(trunk.inbound().username()));
            }
        }
        return List.copyOf(trunks);
    }

    private static Optional<TrunkConfig> read(Section section) {
        Optional<String> name = section.required("name", NAME, TrunkConfig::name);
        TrunkConfig trunk = new TrunkConfig(
                name.orElse(""),
                section.list("hosts", List.of(), TrunkHost.ALLOWED, TrunkHost::parse),
                section.text("username", ""),
                section.optionalSecret("password"),
                section.flag("register", false),
                section.duration(
                        "register-expires", Duration.ofMinutes(10), Duration.ofSeconds(30), Duration.ofHours(24)),
                section.duration("health-every", Duration.ofSeconds(30), Duration.ZERO, Duration.ofHours(1)),
                section.value("country-code", "", "1 to 3 digits as 49", TrunkConfig::countryCode),
                section.integer("max-calls", 0, 0, 100_000),
                section.integer("invites-per-second", 0, 0, 100_000),
                MediaConfig.codecs(section, List.of()),
                section.optionalChoice("srtp", MediaConfig.Srtp.class),
                TrunkInbound.read(section.section("inbound")),
                TrunkOutbound.read(section.section("outbound")));
        trunk.check(section);
        section.finish();
        return name.map(known -> trunk);
    }

    private void check(Section section) {
        if (register && (hosts.isEmpty() || username.isEmpty() || password.isEmpty())) {
            section.mistake("register", "%s needs hosts, username and password".formatted(section.at("register")));
        }
        if (hosts.isEmpty() && !outbound.prefixes().isEmpty()) {
            section.mistake(
                    "hosts",
                    "%s is empty, so that no call can go out; outbound.prefixes needs it"
                            .formatted(section.at("hosts")));
        }
        if (hosts.isEmpty()
                && inbound.addresses().entries().isEmpty()
                && inbound.tlsNames().isEmpty()
                && !inbound.demandsDigest()) {
            section.mistake(
                    "name",
                    "trunk %s has no hosts, no inbound.addresses and no inbound.username: no call could come from it or go through it"
                            .formatted(name));
        }
    }

    static String header(String text) {
        String name = text.toLowerCase(Locale.ROOT);
        if (!name.matches("[a-z0-9.!%*_+`'~-]{2,64}") || SIP_OWN.contains(name)) {
            throw new IllegalArgumentException();
        }
        return name;
    }

    private static String countryCode(String text) {
        String digits = text.startsWith("+") ? text.substring(1) : text;
        if (!digits.matches("[1-9][0-9]{0,2}")) {
            throw new IllegalArgumentException();
        }
        return digits;
    }

    private static String name(String text) {
        if (!RoomsConfig.isRoomName(text)) {
            throw new IllegalArgumentException();
        }
        return text.toLowerCase(Locale.ROOT);
    }
}
