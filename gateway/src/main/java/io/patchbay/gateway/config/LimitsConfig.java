package io.patchbay.gateway.config;

import io.patchbay.gateway.access.AddressList;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * How much callers may ask for.
 *
 * @param calls at once, all together; 0 for any number
 * @param callsPerSource at once from one address (a /64 of IPv6); 0 for any number
 * @param invitesPerSecond from one address, twice as many in one go; 0 for any number
 * @param requestsPerSecond of any method from one address, twice as many in one go; 0 for any number
 * @param browsersPerSource control sockets at once from one address, and seats; 0 for any number
 * @param connectionsPerSource of HTTP and HTTPS at once from one address; 0 for any number
 * @param exempt sources that only {@code calls} limits and that are never banned
 * @param banAfter so many wrong guesses within ten minutes
 * @param banFor how long a source is not heard then; zero bans nobody
 * @param bannedAgents what scanners call themselves in User-Agent, in lower case: banned at the first word
 */
public record LimitsConfig(
        int calls,
        int callsPerSource,
        int invitesPerSecond,
        int requestsPerSecond,
        int browsersPerSource,
        int connectionsPerSource,
        AddressList exempt,
        int banAfter,
        Duration banFor,
        List<String> bannedAgents) {
    private static final List<String> SCANNERS = List.of(
            "friendly-scanner", "sipvicious", "sipcli", "sip-scan", "sipsak", "sundayddr", "pplsip", "iwar", "sivus");

    public LimitsConfig {
        bannedAgents = List.copyOf(bannedAgents);
    }

    static LimitsConfig read(Section section) {
        LimitsConfig config = new LimitsConfig(
                section.integer("calls", 0, 0, 1_000_000),
                section.integer("calls-per-source", 0, 0, 1_000_000),
                section.integer("invites-per-second", 50, 0, 100_000),
                section.integer("requests-per-second", 200, 0, 1_000_000),
                section.integer("browsers-per-source", 100, 0, 1_000_000),
                section.integer("connections-per-source", 400, 0, 1_000_000),
                new AddressList(
                        section.list("exempt", AddressList.LOCAL.entries(), AccessConfig.ALLOWED, AccessConfig::entry)),
                section.integer("ban-after", 10, 1, 10_000),
                section.duration("ban-for", Duration.ofHours(1), Duration.ZERO, Duration.ofHours(720)),
                section.list("banned-agents", SCANNERS, "part of a User-Agent", LimitsConfig::agent));
        section.finish();
        return config;
    }

    private static String agent(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException();
        }
        return text.toLowerCase(Locale.ROOT);
    }
}
