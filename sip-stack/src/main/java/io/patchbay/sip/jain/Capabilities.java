package io.patchbay.sip.jain;

import java.util.List;

/** What this user agent understands, as it says in Allow, Accept and Supported (RFC 3261 §11.2). */
final class Capabilities {
    static final List<String> METHODS = List.of("INVITE", "ACK", "BYE", "CANCEL", "OPTIONS", "REGISTER", "UPDATE");
    static final String ALLOW = String.join(", ", METHODS);
    static final String ACCEPT = "application/sdp";

    /** Option tags of extensions; none yet, so whatever Require asks for is answered 420. */
    static final List<String> OPTION_TAGS = List.of();

    private Capabilities() {}
}
