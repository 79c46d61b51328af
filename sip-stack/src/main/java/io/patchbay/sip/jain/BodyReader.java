package io.patchbay.sip.jain;

import gov.nist.javax.sip.header.ContentType;
import gov.nist.javax.sip.message.SIPMessage;
import io.patchbay.sip.Body;
import io.patchbay.sip.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the session in a message's body: SDP, alone or as a part of a multipart (RFC 5621 §3). Another type that must be
 * understood is refused, one that is optional is passed over (RFC 3261 §8.2.3).
 *
 * @param session the SDP found, empty where there is no body or an optional one
 * @param refusal 415, where the body is of a type that must be understood and isn't
 */
record BodyReader(Optional<Body> session, Optional<Refusal> refusal) {

    private static final BodyReader NOTHING = new BodyReader(Optional.empty(), Optional.empty());

    static BodyReader read(SIPMessage message) {
        byte[] content = message.getRawContent();
        if (content == null || content.length == 0) {
            return NOTHING;
        }
        String encoding = Headers.value(message, "Content-Encoding");
        if (!encoding.isEmpty() && !encoding.equalsIgnoreCase("identity")) {
            return refused("the body is encoded as " + encoding + "; send it as it is (identity)");
        }
        ContentType type = (ContentType) message.getHeader("Content-Type");
        if (type == null) {
            return refused("the body has no Content-Type; send application/sdp");
        }
        String name = (type.getContentType() + "/" + type.getContentSubType()).toLowerCase(Locale.ROOT);
        if (name.equals(Body.SDP)) {
            return found(content);
        }
        if (name.startsWith("multipart/")) {
            Optional<byte[]> part = sdpPart(content, boundary(type));
            if (part.isPresent()) {
                return found(part.get());
            }
        }
        return isOptional(message)
                ? NOTHING
                : refused("a body of type " + name + " is not understood; send application/sdp");
    }

    /** The body as it is, whatever its type; empty where there is none. */
    static Optional<Body> whole(SIPMessage message) {
        byte[] content = message.getRawContent();
        String type = Headers.value(message, "Content-Type");
        return content == null || content.length == 0 || type.isEmpty()
                ? Optional.empty()
                : Optional.of(new Body(type, content));
    }

    private static BodyReader found(byte[] sdp) {
        return new BodyReader(Optional.of(new Body(Body.SDP, sdp)), Optional.empty());
    }

    private static BodyReader refused(String why) {
        return new BodyReader(Optional.empty(), Optional.of(new Refusal(415, "Unsupported Media Type", why)));
    }

    private static boolean isOptional(SIPMessage message) {
        return Headers.value(message, "Content-Disposition")
                .toLowerCase(Locale.ROOT)
                .contains("handling=optional");
    }

    /** The content of the first application/sdp part (RFC 2046 §5.1.1), read byte for byte. */
    private static Optional<byte[]> sdpPart(byte[] content, String boundary) {
        if (boundary.isEmpty()) {
            return Optional.empty();
        }
        String text = new String(content, StandardCharsets.ISO_8859_1);
        String delimiter = "--" + boundary;
        int start = text.indexOf(delimiter);
        while (start >= 0) {
            int next = text.indexOf(delimiter, start + delimiter.length());
            if (next < 0) {
                return Optional.empty();
            }
            String part = text.substring(start + delimiter.length(), next);
            int headersEnd = part.indexOf("\r\n\r\n");
            if (headersEnd >= 0 && declaresSdp(part.substring(0, headersEnd))) {
                int end = part.endsWith("\r\n") ? part.length() - 2 : part.length(); // that CRLF is the delimiter's
                String body = part.substring(headersEnd + 4, Math.max(headersEnd + 4, end));
                return Optional.of(body.getBytes(StandardCharsets.ISO_8859_1));
            }
            start = next;
        }
        return Optional.empty();
    }

    private static boolean declaresSdp(String headers) {
        for (String line : headers.split("\r\n")) {
            String compact = line.replace(" ", "").toLowerCase(Locale.ROOT);
            if (compact.startsWith("content-type:" + Body.SDP) || compact.startsWith("c:" + Body.SDP)) {
                return true;
            }
        }
        return false;
    }

    private static String boundary(ContentType type) {
        String value = type.getParameter("boundary");
        return value == null ? "" : Headers.unquoted(value);
    }
}
