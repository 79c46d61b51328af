package io.patchbay.testbeds.phone;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A SIP request or response as text. Bytes are taken for ISO 8859-1, so that lengths agree; bodies here are ASCII. */
public final class SipMessage {
    /** RFC 3261 §7.3.3. */
    private static final Map<String, String> COMPACT = Map.of(
            "v",
            "Via",
            "f",
            "From",
            "t",
            "To",
            "i",
            "Call-ID",
            "m",
            "Contact",
            "l",
            "Content-Length",
            "c",
            "Content-Type",
            "k",
            "Supported",
            "e",
            "Content-Encoding",
            "s",
            "Subject");

    private record Header(String name, String value) {}

    private final String startLine;
    private final List<Header> headers = new ArrayList<>();
    private String body = "";

    private SipMessage(String startLine) {
        this.startLine = startLine;
    }

    static SipMessage request(String method, String uri) {
        return new SipMessage(method + " " + uri + " SIP/2.0");
    }

    /** A response with the headers that RFC 3261 §8.2.6.2 has copied. */
    static SipMessage response(SipMessage request, int status, String phrase, String toTag) {
        SipMessage response = new SipMessage("SIP/2.0 " + status + " " + phrase);
        for (Header header : request.headers) {
            switch (header.name.toLowerCase(Locale.ROOT)) {
                case "via", "from", "call-id", "cseq", "record-route" -> response.headers.add(header);
                case "to" -> {
                    boolean tagged = header.value.contains(";tag=") || toTag.isEmpty();
                    response.add("To", tagged ? header.value : header.value + ";tag=" + toTag);
                }
                default -> {}
            }
        }
        return response;
    }

    /** @throws IllegalArgumentException where it is no SIP message */
    static SipMessage parse(String text) {
        int end = text.indexOf("\r\n\r\n");
        String head = end < 0 ? text : text.substring(0, end);
        String[] lines = head.replace("\r\n ", " ").replace("\r\n\t", " ").split("\r\n");
        if (!lines[0].startsWith("SIP/2.0 ") && !lines[0].endsWith(" SIP/2.0")) {
            throw new IllegalArgumentException("not a SIP message: " + lines[0]);
        }
        SipMessage message = new SipMessage(lines[0]);
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon <= 0) {
                throw new IllegalArgumentException("not a SIP header: " + lines[i]);
            }
            String name = lines[i].substring(0, colon).strip();
            message.add(
                    COMPACT.getOrDefault(name.toLowerCase(Locale.ROOT), name),
                    lines[i].substring(colon + 1).strip());
        }
        message.body = end < 0 ? "" : text.substring(end + 4);
        return message;
    }

    SipMessage add(String name, String value) {
        headers.add(new Header(name, value));
        return this;
    }

    SipMessage body(String contentType, String content) {
        add("Content-Type", contentType);
        body = content;
        return this;
    }

    public boolean isResponse() {
        return startLine.startsWith("SIP/2.0 ");
    }

    public String startLine() {
        return startLine;
    }

    /** Of a response. */
    public int status() {
        return Integer.parseInt(startLine.split(" ")[1]);
    }

    /** A request's own, or that of the request which a response answers. */
    public String method() {
        return isResponse() ? header("CSeq").split("\\s+")[1] : startLine.split(" ")[0];
    }

    /** Of a request. */
    public String uri() {
        return startLine.split(" ")[1];
    }

    public String body() {
        return body;
    }

    /** The first header of this name. */
    public Optional<String> find(String name) {
        return headers.stream()
                .filter(header -> header.name.equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }

    /** The first header of this name, or an empty text. */
    public String header(String name) {
        return find(name).orElse("");
    }

    /** All headers of this name, comma-joined ones apart (only good for headers without quoted commas). */
    public List<String> all(String name) {
        return headers.stream()
                .filter(header -> header.name.equalsIgnoreCase(name))
                .flatMap(header -> List.of(header.value.split("\\s*,\\s*(?=<|sip|SIP)")).stream())
                .toList();
    }

    long cseq() {
        return Long.parseLong(header("CSeq").split("\\s+")[0]);
    }

    String branch() {
        return parameter(header("Via"), "branch");
    }

    String callId() {
        return header("Call-ID");
    }

    String fromTag() {
        return parameter(header("From"), "tag");
    }

    String toTag() {
        return parameter(header("To"), "tag");
    }

    /** A {@code ;name=value} parameter of a header, or an empty text. */
    static String parameter(String header, String name) {
        int at = header.toLowerCase(Locale.ROOT).indexOf(";" + name + "=");
        if (at < 0) {
            return "";
        }
        String rest = header.substring(at + name.length() + 2);
        int end = 0;
        while (end < rest.length() && ";,> \t".indexOf(rest.charAt(end)) < 0) {
            end++;
        }
        return rest.substring(0, end);
    }

    /** The URI in a name-addr or addr-spec. */
    static String uriIn(String header) {
        int open = header.indexOf('<');
        if (open >= 0) {
            return header.substring(open + 1, header.indexOf('>', open));
        }
        int semicolon = header.indexOf(';');
        return semicolon < 0 ? header : header.substring(0, semicolon);
    }

    byte[] encode() {
        return toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(startLine).append("\r\n");
        for (Header header : headers) {
            if (!header.name.equalsIgnoreCase("Content-Length")) {
                text.append(header.name).append(": ").append(header.value).append("\r\n");
            }
        }
        return text.append("Content-Length: ")
                .append(body.length())
                .append("\r\n\r\n")
                .append(body)
                .toString();
    }
}
