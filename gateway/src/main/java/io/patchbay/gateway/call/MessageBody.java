package io.patchbay.gateway.call;

import io.patchbay.sip.Body;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a MESSAGE says: text, alone or within message/cpim (RFC 3862), or that somebody types (RFC 3994), which nobody is shown. */
final class MessageBody {
    /** For Accept. */
    static final List<String> ACCEPTED = List.of("text/plain", "message/cpim", "application/im-iscomposing+xml");

    private static final String TEXT = "text/plain";
    private static final String CPIM = "message/cpim";
    private static final String COMPOSING = "application/im-iscomposing+xml";
    private static final Pattern CHARSET =
            Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\\s\";]+)\"?", Pattern.CASE_INSENSITIVE);
    private static final Pattern BLANK_LINE = Pattern.compile("\r?\n\r?\n");
    private static final Pattern UNCODED = Pattern.compile("7bit|8bit|binary", Pattern.CASE_INSENSITIVE);

    private MessageBody() {}

    /**
     * @return empty where there is nothing to show
     * @throws UnsupportedBodyException where it is of a type that is not taken
     * @throws MalformedBodyException where it is not what its type says
     */
    static Optional<String> text(Body body) {
        String type = type(body.contentType());
        return type.equals(CPIM) ? wrapped(body.content()) : plain(type, body.contentType(), body.content());
    }

    /** A type that is not taken: 415. */
    static final class UnsupportedBodyException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnsupportedBodyException(String message) {
            super(message, null, false, false);
        }
    }

    /** 400. */
    static final class MalformedBodyException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MalformedBodyException(String message) {
            super(message, null, false, false);
        }
    }

    private static Optional<String> plain(String type, String contentType, byte[] content) {
        if (type.equals(COMPOSING)) {
            return Optional.empty();
        }
        if (!type.equals(TEXT)) {
            throw new UnsupportedBodyException("a message of type " + type + " is not taken; send text/plain");
        }
        return Optional.of(decoded(contentType, content));
    }

    /** RFC 3862 §2: headers of the message, an empty line, headers of its content, an empty line, the content. */
    private static Optional<String> wrapped(byte[] content) {
        String all = new String(content, StandardCharsets.ISO_8859_1); // a character a byte
        Matcher blank = BLANK_LINE.matcher(all);
        if (!blank.find()) {
            throw new MalformedBodyException("the message/cpim has no empty line after its headers");
        }
        int partStart = blank.end();
        boolean startsEmpty = all.startsWith("\r\n", partStart) || all.startsWith("\n", partStart);
        String head = "";
        int textStart;
        if (startsEmpty) { // no headers of the content
            textStart = all.indexOf('\n', partStart) + 1;
        } else if (blank.find()) {
            head = all.substring(partStart, blank.start());
            textStart = blank.end();
        } else {
            throw new MalformedBodyException("the message/cpim has no empty line before its content");
        }
        String coding = header(head, "content-transfer-encoding").orElse("8bit");
        if (!UNCODED.matcher(coding).matches()) {
            throw new UnsupportedBodyException("a content in " + coding + " is not taken; send it as it is");
        }
        String contentType = header(head, "content-type").orElse(TEXT);
        byte[] text = all.substring(textStart).getBytes(StandardCharsets.ISO_8859_1);
        return plain(type(contentType), contentType, text);
    }

    private static Optional<String> header(String head, String name) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }

    private static String type(String contentType) {
        int end = contentType.indexOf(';');
        return (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    /** RFC 3261 §7.4.1: text without a charset is UTF-8. */
    private static String decoded(String contentType, byte[] content) {
        Matcher named = CHARSET.matcher(contentType);
        String name = named.find() ? named.group(1) : "UTF-8";
        Charset charset;
        try {
            charset = Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw new UnsupportedBodyException("the charset " + name + " is not known here; send UTF-8");
        }
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedBodyException("the text is not " + charset.name() + ", as its Content-Type says");
        }
    }
}
