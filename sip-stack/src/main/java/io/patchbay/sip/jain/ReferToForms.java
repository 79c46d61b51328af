package io.patchbay.sip.jain;

import gov.nist.javax.sip.header.ReferTo;
import gov.nist.javax.sip.parser.ParserFactory;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Refer-To as some phones write it: the header fields of its URI, Replaces above all, as they would stand in a message. RFC 3261
 * §25.1 has '@', ';' and '=' escaped there.
 */
final class ReferToForms {
    private static final Pattern NAME = Pattern.compile("(?i)(refer-to|r)\\s*:"); // RFC 3515 §2.1: r is its short form

    private ReferToForms() {}

    /** What {@code line}, which the parser would not have, means as Refer-To; empty where it is none in this form either. */
    static Optional<ReferTo> reread(String line) {
        if (!NAME.matcher(line).lookingAt()) {
            return Optional.empty();
        }
        int question = line.indexOf('?');
        int end = line.indexOf('>', question);
        if (question < 0 || end < 0) {
            return Optional.empty();
        }
        String headers = Arrays.stream(line.substring(question + 1, end).split("&"))
                .map(ReferToForms::escaped)
                .collect(Collectors.joining("&"));
        try {
            String wellFormed = line.substring(0, question + 1) + headers
                    + line.substring(end).stripTrailing() + "\n";
            return ParserFactory.createParser(wellFormed).parse() instanceof ReferTo read
                    ? Optional.of(read)
                    : Optional.empty();
        } catch (ParseException | RuntimeException e) {
            return Optional.empty(); // the parser throws of either kind
        }
    }

    private static String escaped(String header) {
        int equals = header.indexOf('=');
        String value = header.substring(equals + 1);
        return header.substring(0, equals + 1)
                + value.replace("@", "%40").replace(";", "%3B").replace("=", "%3D");
    }
}
