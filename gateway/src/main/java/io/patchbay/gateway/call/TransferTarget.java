package io.patchbay.gateway.call;

import io.patchbay.sip.SipUri;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whom an operator transfers a call to: {@code sip:user@host}, or a room or device of ours by its name. */
final class TransferTarget {
    private static final Pattern URI =
            Pattern.compile("(sips?):([^@;?<>\\s]+)@([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:]+])(?::(\\d{1,5}))?");
    private static final Pattern NAME = Pattern.compile("[^@:;?<>\\s]{1,64}");

    private TransferTarget() {}

    /**
     * @param here where a phone reaches us
     * @return empty where {@code text} is neither
     */
    static Optional<SipUri> parse(String text, SipUri here) {
        Matcher uri = URI.matcher(text);
        if (uri.matches()) {
            int port = uri.group(4) == null ? -1 : Integer.parseInt(uri.group(4));
            return port > 65_535
                    ? Optional.empty()
                    : Optional.of(new SipUri(uri.group(1), uri.group(2), uri.group(3), port));
        }
        return NAME.matcher(text).matches()
                ? Optional.of(new SipUri(here.scheme(), text, here.host(), here.port()))
                : Optional.empty();
    }
}
