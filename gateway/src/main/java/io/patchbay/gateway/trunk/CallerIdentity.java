package io.patchbay.gateway.trunk;

import io.patchbay.gateway.config.IdentityHeader;
import io.patchbay.sip.HeaderField;
import io.patchbay.sip.SipAddress;
import io.patchbay.sip.SipUri;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who calls, as a trunk that is trusted tells it (RFC 3325, RFC 3323). */
public final class CallerIdentity {
    /** Header fields that tell of a call's way and caller; believed of trunks only (RFC 3325 §2: the trust domain). */
    public static final List<String> HEADERS =
            List.of("p-asserted-identity", "remote-party-id", "privacy", "diversion", "history-info");

    private static final SipAddress ANONYMOUS =
            new SipAddress("Anonymous", SipUri.of("anonymous", "anonymous.invalid")); // RFC 3323 §4.1.1.3
    private static final Set<String> HIDING = Set.of("id", "user", "header");
    private static final Pattern NAME_ADDR = Pattern.compile(
            "\\s*(?:\"(?<quoted>(?:[^\"\\\\]|\\\\.)*)\"|(?<plain>[^<\"]*))\\s*<?(?<scheme>sips?|tel):(?<user>[^@;>?]*)(?:@(?<host>[^;>?:]*))?.*",
            Pattern.CASE_INSENSITIVE);
    private static final int LONGEST = 512;

    private CallerIdentity() {}

    /**
     * Whom to show as the caller.
     *
     * @param from the From header, which stands where nothing better is asserted
     * @param headers of {@link #HEADERS}, from a trunk
     */
    public static SipAddress shown(SipAddress from, List<HeaderField> headers) {
        boolean hidden = headers.stream()
                .filter(header -> header.name().equalsIgnoreCase("privacy"))
                .flatMap(header ->
                        List.of(header.value().toLowerCase(Locale.ROOT).split("\\s*[;,]\\s*")).stream())
                .anyMatch(HIDING::contains);
        boolean remotePartyHidden = headers.stream()
                .anyMatch(header -> header.name().equalsIgnoreCase("remote-party-id")
                        && header.value().toLowerCase(Locale.ROOT).matches(".*;\\s*privacy=(full|uri|name).*"));
        if (hidden || remotePartyHidden) {
            return ANONYMOUS;
        }
        return first("p-asserted-identity", headers)
                .or(() -> first("remote-party-id", headers))
                .orElse(from);
    }

    /** The field by which a trunk is told who calls; empty where it wants none. */
    static Optional<HeaderField> field(IdentityHeader kind, SipAddress caller, boolean hidden) {
        String address = "<sip:" + SipUri.escapeUser(caller.uri().user()) + "@"
                + caller.uri().host() + ">";
        return switch (kind) {
            case NONE -> Optional.empty();
            case ASSERTED -> Optional.of(new HeaderField("P-Asserted-Identity", address));
            case REMOTE_PARTY ->
                Optional.of(new HeaderField(
                        "Remote-Party-ID", address + ";party=calling;screen=yes;privacy=" + (hidden ? "full" : "off")));
        };
    }

    static SipAddress anonymous() {
        return ANONYMOUS;
    }

    private static Optional<SipAddress> first(String name, List<HeaderField> headers) {
        return headers.stream()
                .filter(header ->
                        header.name().equalsIgnoreCase(name) && header.value().length() <= LONGEST)
                .map(header -> read(header.value()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<SipAddress> read(String value) {
        Matcher matcher = NAME_ADDR.matcher(value);
        if (!matcher.matches() || matcher.group("user").isEmpty()) {
            return Optional.empty();
        }
        String quoted = matcher.group("quoted");
        String name = quoted == null ? matcher.group("plain").strip() : quoted.replaceAll("\\\\(.)", "$1");
        String host = matcher.group("host");
        String scheme = matcher.group("scheme").toLowerCase(Locale.ROOT);
        return Optional.of(
                new SipAddress(name, new SipUri(scheme, matcher.group("user"), host == null ? "" : host, -1)));
    }
}
