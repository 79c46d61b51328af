package io.patchbay.sip;

/** A name-addr (RFC 3261 §20.10): a URI and what to call it; {@code displayName} is empty where none is given. */
public record SipAddress(String displayName, SipUri uri) {

    /** What to show people: the display name, else the user part, else the host. */
    public String shownAs() {
        if (!displayName.isEmpty()) {
            return displayName;
        }
        return uri.user().isEmpty() ? uri.host() : uri.user();
    }
}
