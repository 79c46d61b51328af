package io.patchbay.sip.jain;

import gov.nist.javax.sip.header.Reason;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.parser.StringMsgParser;
import io.patchbay.sip.HeaderField;
import io.patchbay.sip.Refusal;
import io.patchbay.sip.SipTarget;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import javax.sip.InvalidArgumentException;
import javax.sip.header.Header;
import javax.sip.header.ReasonHeader;

/** Header fields made from our values, and the Reason header (RFC 3326) read back. */
final class Headers {
    private Headers() {}

    /** A header field parsed from its text, for values that we made or checked. */
    static SIPHeader of(String name, String value) {
        try {
            return StringMsgParser.parseSIPHeader(name + ": " + value);
        } catch (ParseException e) {
            throw new IllegalArgumentException("cannot write the header " + name + ": " + value, e);
        }
    }

    /** Adds a header field, which may be a list. */
    static void add(SIPMessage message, String name, String value) {
        message.addHeader(of(name, value));
    }

    /** The route set that a device's Path made (RFC 3327 §5.4). */
    static void addRoute(SIPMessage request, SipTarget target) {
        target.path().forEach(proxy -> add(request, "Route", proxy));
    }

    /** The fields of {@code message} that have one of these names. */
    static List<HeaderField> read(SIPMessage message, Collection<String> names) {
        List<HeaderField> fields = new ArrayList<>();
        for (String name : names) {
            for (Iterator<?> headers = message.getHeaders(name); headers.hasNext(); ) {
                if (headers.next() instanceof SIPHeader header && header.getHeaderValue() != null) {
                    String value = header.getHeaderValue().replaceAll("\\p{Cntrl}", " ");
                    fields.add(new HeaderField(name, value.strip()));
                }
            }
        }
        return List.copyOf(fields);
    }

    /** {@code Reason: SIP;cause=488;text="…"} */
    static Header reason(int cause, String text) {
        return reason("SIP", cause, text);
    }

    /** Adds why a call ends, for SIP and for the telephone network behind it (RFC 3326 §2). */
    static void addReasons(SIPMessage message, int cause, String text) {
        message.addHeader(reason(cause, text));
        if (cause != 200) { // normal clearing goes without saying, and phones look for "answered elsewhere" alone
            message.addHeader(reason("Q.850", Q850.causeOf(cause), ""));
        }
    }

    private static Header reason(String protocol, int cause, String text) {
        try {
            Reason reason = new Reason();
            reason.setProtocol(protocol);
            reason.setCause(cause);
            if (!text.isBlank()) {
                reason.setText(quoted(text));
            }
            return reason;
        } catch (ParseException | InvalidArgumentException e) {
            throw new IllegalArgumentException("cannot write a Reason of " + cause + " " + text, e);
        }
    }

    static Header reason(Refusal refusal) {
        return reason(refusal.status(), refusal.explanation().isEmpty() ? refusal.phrase() : refusal.explanation());
    }

    /** What the far end's Reason headers say, for people: the first text, with its cause where that is of Q.850, else the first cause; empty without one. */
    static String reasonOf(SIPMessage message) {
        String cause = "";
        for (Iterator<SIPHeader> headers = message.getHeaders(ReasonHeader.NAME); headers.hasNext(); ) {
            if (headers.next() instanceof Reason reason) {
                String text = reason.getParameter("text");
                String number = reason.getParameter("cause");
                if (text != null && !text.isBlank()) {
                    boolean isNumbered = number != null && "Q.850".equalsIgnoreCase(reason.getProtocol());
                    return unquoted(text).strip() + (isNumbered ? " (Q.850 cause " + number + ")" : "");
                }
                if (cause.isEmpty() && number != null) {
                    cause = reason.getProtocol() + " cause " + number;
                }
            }
        }
        return cause;
    }

    /** The value of the first header field of this name; empty where there is none. */
    static String value(SIPMessage message, String name) {
        Header header = message.getHeader(name);
        String text = header == null ? "" : header.toString();
        return text.substring(text.indexOf(':') + 1).strip();
    }

    /** {@code text} as a quoted-string (RFC 3261 §25.1): controls become spaces, quotes and backslashes are escaped. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else {
                quoted.append(c < ' ' || c == 0x7f ? ' ' : c);
            }
        }
        return quoted.append('"').toString();
    }

    /** The text of a quoted-string with or without its quotes; anything else as it is. */
    static String unquoted(String value) {
        boolean isQuoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        String text = isQuoted ? value.substring(1, value.length() - 1) : value;
        return text.replaceAll("\\\\(.)", "$1");
    }
}
