package io.patchbay.gateway.config;

import io.patchbay.gateway.access.AddressList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which calls come from a trunk. Where it has a user name, its calls prove themselves by digest, from its addresses or, where it
 * has none, from anywhere.
 *
 * @param addresses that its calls come from, beside those of its hosts
 * @param tlsNames names of which its TLS certificate proves one, wherever it calls from; in lower case
 * @param username and {@code password}: the digest credentials that it shows us; both or neither
 * @param headers names of header fields that are taken from its INVITEs into the call's record, in lower case
 */
public record TrunkInbound(
        AddressList addresses,
        List<String> tlsNames,
        String username,
        Optional<Secret> password,
        List<String> headers) {

    public TrunkInbound {
        tlsNames = List.copyOf(tlsNames);
        headers = List.copyOf(headers);
    }

    /** Whether its calls have to show digest credentials. */
    public boolean demandsDigest() {
        return !username.isEmpty();
    }

    static TrunkInbound read(Section section) {
        TrunkInbound inbound = new TrunkInbound(
                new AddressList(section.list(
                        "addresses",
                        List.of(),
                        "an address or a block such as 198.51.100.0/24",
                        TrunkInbound::address)),
                section.list("tls-names", List.of(), "a host name that its certificate has", TrunkInbound::hostName),
                section.value("username", "", "a text without quotes and blanks", TrunkInbound::user),
                section.optionalSecret("password"),
                section.list("headers", List.of(), TrunkConfig.HEADER, TrunkConfig::header));
        if (inbound.demandsDigest() != inbound.password().isPresent()) {
            section.mistake(
                    "username",
                    "%s and password belong together; give both or neither".formatted(section.at("username")));
        }
        section.finish();
        return inbound;
    }

    static String user(String text) {
        if (text.matches(".*[\"\\\\\\p{Cntrl}\\s].*")) {
            throw new IllegalArgumentException();
        }
        return text.toLowerCase(Locale.ROOT);
    }

    private static String hostName(String text) {
        if (!text.matches("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")) {
            throw new IllegalArgumentException();
        }
        return text.toLowerCase(Locale.ROOT);
    }

    private static String address(String text) {
        if (text.matches("[A-Za-z-]+")) {
            throw new IllegalArgumentException("a trunk is some address, not a word");
        }
        new AddressList(List.of(text)); // throws with the reason
        return text;
    }
}
