package io.patchbay.media.sdp;

/**
 * An {@code a=} line (RFC 8866 §5.13).
 *
 * @param value empty for an attribute that is only a name
 */
public record Attribute(String name, String value) {
    public Attribute {
        SdpText.token("attribute name", name);
        if (name.indexOf(':') >= 0) {
            throw new IllegalArgumentException("SDP attribute name has a colon in it: \"" + name + "\"");
        }
        SdpText.line("attribute " + name, value);
    }

    public static Attribute flag(String name) {
        return new Attribute(name, "");
    }

    public static Attribute of(String name, int value) {
        return new Attribute(name, Integer.toString(value));
    }

    /** As it stands in a description, behind {@code a=}. */
    String text() {
        return value.isEmpty() ? name : name + ":" + value;
    }

    /** For a reader: without keys and passwords. */
    @Override
    public String toString() {
        return Secrets.areIn(name) ? name + ":" + Secrets.HIDDEN : text();
    }
}
