package io.patchbay.sip.jain;

import gov.nist.javax.sip.message.SIPMessage;
import java.util.List;

/** What this user agent understands, as it says in Allow, Accept and Supported (RFC 3261 §11.2). */
final class Capabilities {
    static final List<String> METHODS = List.of(
            "INVITE",
            "ACK",
            "BYE",
            "CANCEL",
            "OPTIONS",
            "REGISTER",
            "UPDATE",
            "PRACK",
            "INFO",
            "REFER",
            "NOTIFY",
            "MESSAGE");
    static final String ALLOW = String.join(", ", METHODS);
    static final String ACCEPT = "application/sdp";

    /** Option tags of extensions; whatever else Require asks for is answered 420. */
    static final List<String> OPTION_TAGS = List.of("timer", "100rel", "replaces", "norefersub");

    /** Those of REGISTER beside them. */
    static final List<String> REGISTRAR_TAGS = List.of(Outbound.PATH, Outbound.OPTION_TAG);

    static final String SUPPORTED = String.join(", ", OPTION_TAGS);

    private Capabilities() {}

    /** Whether requests of this method may require {@code optionTag}. */
    static boolean knows(String optionTag, String method) {
        return OPTION_TAGS.contains(optionTag) || method.equals("REGISTER") && REGISTRAR_TAGS.contains(optionTag);
    }

    /** What every INVITE and UPDATE, and every 2xx to one, tells of us. */
    static void write(SIPMessage message) {
        Headers.add(message, "Allow", ALLOW);
        Headers.add(message, "Accept", ACCEPT);
        Headers.add(message, "Supported", SUPPORTED);
    }
}
