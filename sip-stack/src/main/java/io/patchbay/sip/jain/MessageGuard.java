package io.patchbay.sip.jain;

import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.ContentLength;
import gov.nist.javax.sip.header.ContentType;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.MaxForwards;
import gov.nist.javax.sip.header.RecordRoute;
import gov.nist.javax.sip.header.ReferTo;
import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.header.Require;
import gov.nist.javax.sip.header.Route;
import gov.nist.javax.sip.header.StatusLine;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import javax.sip.header.Header;

/**
 * Stands before the stack's parser, which throws whatever it likes, recurses as deep as a message nests and drops what it
 * cannot read. Looks at sizes first, lets it parse, and hands out only messages that have what RFC 3261 §8.1.1 demands. No
 * state: any thread.
 */
final class MessageGuard implements ParseExceptionListener {
    private static final int MAX_LINES = 200;
    private static final int MAX_LINE = 8192; // bytes
    private static final int MAX_NESTING = 16; // of brackets, within one line
    private static final int MAX_VIAS = 70;
    private static final String DEFAULT_MAX_FORWARDS = "70"; // RFC 2543 senders give none
    private static final long MAX_CSEQ = (1L << 31) - 1; // RFC 3261 §8.1.1.5

    /** Headers that change what a message means: one that cannot be read spoils the message, others are left out. */
    private static final Set<Class<?>> ESSENTIAL = Set.of(
            RequestLine.class,
            StatusLine.class,
            Via.class,
            From.class,
            To.class,
            CallID.class,
            CSeq.class,
            Contact.class,
            ContentLength.class,
            ContentType.class,
            MaxForwards.class,
            Require.class,
            Route.class,
            RecordRoute.class);

    private final int maxSize;

    MessageGuard(int maxSize) {
        this.maxSize = maxSize;
    }

    int maxSize() {
        return maxSize;
    }

    /** Whether there is nothing but white space and zeros: what phones send to keep a NAT's mapping. */
    static boolean isKeepAlive(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            if (bytes[i] < 0 || bytes[i] > ' ') {
                return false;
            }
        }
        return true;
    }

    /** Reads one message that takes up the first {@code length} bytes; what follows its body is ignored . */
    SIPMessage read(byte[] bytes, int length) throws BadMessageException {
        if (length > maxSize) {
            throw new BadMessageException("a message of " + length + " bytes; " + maxSize + " are allowed");
        }
        int bodyStart = checkLines(bytes, length);
        String head = new String(bytes, 0, bodyStart, StandardCharsets.ISO_8859_1);
        checkVersion(head);
        Optional<String> mistake = HeadLines.mistakeIn(head);
        if (mistake.isPresent()) {
            throw new BadMessageException(mistake.get());
        }
        SIPMessage message = parse(Arrays.copyOf(bytes, bodyStart));
        check(message);
        readBody(message, bytes, bodyStart, length);
        return message;
    }

    /** @return where the body starts */
    private static int checkLines(byte[] bytes, int length) throws BadMessageException {
        int lines = 0;
        int lineStart = 0;
        int nesting = 0;
        for (int i = 0; i < length; i++) {
            byte b = bytes[i];
            if (b == '\n') {
                int lineLength = i - lineStart - (i > lineStart && bytes[i - 1] == '\r' ? 1 : 0);
                if (lineLength == 0 && lines > 0) {
                    return i + 1;
                }
                lines += lineLength == 0 ? 0 : 1; // empty lines before the first are allowed (RFC 3261 §7.5)
                lineStart = i + 1;
                nesting = 0;
                if (lines > MAX_LINES) {
                    throw new BadMessageException("more than " + MAX_LINES + " header lines");
                }
            } else if (i - lineStart > MAX_LINE) {
                throw new BadMessageException("a header line of more than " + MAX_LINE + " bytes");
            } else if (b == '(' || b == '<' || b == '[' || b == '{') {
                if (++nesting > MAX_NESTING) {
                    throw new BadMessageException("a header line with brackets more than " + MAX_NESTING + " deep");
                }
            } else if (b == ')' || b == '>' || b == ']' || b == '}') {
                nesting = Math.max(0, nesting - 1);
            } else if (b == 0
                    && (i == 0 || bytes[i - 1] != '\\')) { // escaped it is allowed (RFC 3261 §25.1, quoted-pair)
                throw new BadMessageException("a header line with a zero byte");
            }
        }
        throw new BadMessageException("no empty line after the headers");
    }

    /** The stack's parser takes any version for 2.0. */
    private static void checkVersion(String head) throws BadMessageException {
        String text = head.stripLeading();
        String line = text.substring(0, text.indexOf('\n')).stripTrailing();
        String version = line.startsWith("SIP/")
                ? line.substring(0, Math.max(0, line.indexOf(' ')))
                : line.substring(line.lastIndexOf(' ') + 1);
        if (version.equals("SIP/2.0")) {
            return;
        }
        boolean isOther = version.matches("SIP/[0-9.]+");
        throw new BadMessageException(isOther ? 505 : 400, "not SIP/2.0, but " + oneLine(version));
    }

    private SIPMessage parse(byte[] head) throws BadMessageException {
        try {
            SIPMessage message = new StringMsgParser().parseSIPMessage(head, false, false, this);
            if (message == null) {
                throw new BadMessageException("no message");
            }
            return message;
        } catch (ParseException e) {
            throw new BadMessageException("cannot be parsed: " + oneLine(e.getMessage()));
        } catch (RuntimeException | StackOverflowError e) {
            throw new BadMessageException("cannot be parsed: " + oneLine(e.toString()));
        }
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void handleException(ParseException e, SIPMessage message, Class header, String line, String text)
            throws ParseException {
        if (header == null || ESSENTIAL.contains(header)) {
            throw new ParseException(oneLine(line), 0);
        }
        Optional<ReferTo> meant = ReferToForms.reread(line);
        if (meant.isPresent() && message.getHeader(ReferTo.NAME) == null) {
            message.setHeader(meant.get());
        } else {
            message.addUnparsed(line);
        }
    }

    private static void check(SIPMessage message) throws BadMessageException {
        require(message.getTopmostVia(), "Via");
        require(message.getFrom(), "From");
        require(message.getTo(), "To");
        require(message.getCallId(), "Call-ID");
        require(message.getCSeq(), "CSeq");
        if (message.getCallId().getCallId().isBlank()) {
            throw new BadMessageException("an empty Call-ID");
        }
        if (message.getViaHeaders().size() > MAX_VIAS) {
            throw new BadMessageException("more than " + MAX_VIAS + " Via headers");
        }
        if (message.getCSeq().getSeqNumber() > MAX_CSEQ || message.getCSeq().getSeqNumber() < 0) {
            throw new BadMessageException("a CSeq above 2^31-1");
        }
        if (message instanceof SIPRequest request) {
            checkRequest(request);
        } else {
            checkResponse((SIPResponse) message);
        }
    }

    private static void checkRequest(SIPRequest request) throws BadMessageException {
        if (request.getRequestLine() == null || request.getRequestLine().getMethod() == null) {
            throw new BadMessageException("no request line");
        }
        if (request.getRequestURI() == null) {
            throw new BadMessageException("no Request-URI");
        }
        if (request.getMaxForwards() == null) {
            request.setHeader(Headers.of("Max-Forwards", DEFAULT_MAX_FORWARDS)); // RFC 3261 §16.6 step 3
        }
        if (!request.getMethod().equals(request.getCSeq().getMethod())) {
            throw new BadMessageException("a CSeq of another method than the request's");
        }
    }

    private static void checkResponse(SIPResponse response) throws BadMessageException {
        int status = response.getStatusLine() == null ? 0 : response.getStatusCode();
        if (status < 100 || status > 699) {
            throw new BadMessageException("a response of status " + status);
        }
        try {
            response.checkHeaders();
        } catch (ParseException e) {
            throw new BadMessageException("a response that lacks a header: " + oneLine(e.getMessage()));
        }
    }

    private static void require(Header header, String name) throws BadMessageException {
        if (header == null) {
            throw new BadMessageException("no " + name + " header");
        }
    }

    /** What follows the body is ignored, a body cut short is an error (RFC 3261 §18.3). */
    private static void readBody(SIPMessage message, byte[] bytes, int start, int end) throws BadMessageException {
        int available = end - start;
        int length = DeclaredLength.in(bytes, start).orElse(available);
        if (length > available) {
            throw new BadMessageException("a Content-Length of " + length + " with " + available + " bytes of body");
        }
        if (length > 0) {
            message.setMessageContent(Arrays.copyOfRange(bytes, start, start + length));
        }
    }

    /** At most 100 printable characters of {@code text}, fit for a log line or a header. */
    static String oneLine(String text) {
        String all = text == null ? "" : text;
        return all.substring(0, Math.min(100, all.length())).replaceAll("[^\\x20-\\x7e]", "?");
    }
}
