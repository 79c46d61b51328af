package io.patchbay.testbeds.phone;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a TCP stream into SIP messages by their Content-Length (RFC 3261 §18.3). Used by one thread. */
final class SipFramer {
    private static final Pattern LENGTH =
            Pattern.compile("(?im)^(?:content-length|l)[ \\t]*:[ \\t]*(\\d+)[ \\t]*\\r?$");

    private final StringBuilder received = new StringBuilder();

    /** Takes what came and returns the messages that are complete now. */
    List<String> add(String part) {
        received.append(part);
        List<String> messages = new ArrayList<>();
        while (true) {
            // keep-alive line ends before a message, RFC 5626 §3.5.1
            while (received.length() > 0 && (received.charAt(0) == '\r' || received.charAt(0) == '\n')) {
                received.deleteCharAt(0);
            }
            int head = received.indexOf("\r\n\r\n");
            if (head < 0) {
                return messages;
            }
            Matcher matcher = LENGTH.matcher(received.substring(0, head));
            int end = head + 4 + (matcher.find() ? Integer.parseInt(matcher.group(1)) : 0);
            if (received.length() < end) {
                return messages;
            }
            messages.add(received.substring(0, end));
            received.delete(0, end);
        }
    }
}
