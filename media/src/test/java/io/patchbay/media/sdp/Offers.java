package io.patchbay.media.sdp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Offers as phones send them, from the test resources. */
final class Offers {
    static final LocalMedia LOCAL = new LocalMedia("192.0.2.1", 40_000);

    private Offers() {}

    static String text(String name) {
        try (InputStream in = Offers.class.getResourceAsStream(name + ".sdp")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SessionDescription of(String name) {
        return SessionDescription.parse(text(name));
    }

    /** An offer with one audio m-line and what is given after it. */
    static SessionDescription audio(String formats, String... attributes) {
        StringBuilder text = new StringBuilder("v=0\r\no=x 1 1 IN IP4 10.0.0.1\r\ns=-\r\nc=IN IP4 10.0.0.1\r\nt=0 0\r\n"
                + "m=audio 5000 RTP/AVP " + formats + "\r\n");
        for (String attribute : attributes) {
            text.append("a=").append(attribute).append("\r\n");
        }
        return SessionDescription.parse(text.toString());
    }
}
