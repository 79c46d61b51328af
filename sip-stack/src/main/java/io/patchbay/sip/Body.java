package io.patchbay.sip;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A message body, opaque to this module: its media type and its bytes. */
public record Body(String contentType, byte[] content) {
    public static final String SDP = "application/sdp";

    public Body {
        Objects.requireNonNull(contentType, "contentType");
        content = content.clone();
    }

    public static Body sdp(String text) {
        return new Body(SDP, text.getBytes(StandardCharsets.UTF_8));
    }

    public boolean isSdp() {
        return contentType.equalsIgnoreCase(SDP);
    }

    /** The content read as UTF-8, malformed bytes replaced. */
    public String text() {
        return new String(content, StandardCharsets.UTF_8);
    }
}
