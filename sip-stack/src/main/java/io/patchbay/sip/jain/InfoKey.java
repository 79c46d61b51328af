package io.patchbay.sip.jain;

import io.patchbay.sip.Body;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key that an INFO tells of, as {@code application/dtmf-relay} or {@code application/dtmf}: older than any standard, and sent by
 * many phones.
 *
 * @param key {@code 0-9}, {@code *}, {@code #}, {@code A-D}, or {@code !} for a hook flash
 * @param held zero where the INFO doesn't say
 */
record InfoKey(char key, Duration held) {
    private static final Pattern SIGNAL = Pattern.compile(
            "^\\s*signal\\s*=\\s*([0-9a-d*#!]{1,2})\\s*$", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
    private static final Pattern DURATION =
            Pattern.compile("^\\s*duration\\s*=\\s*([0-9]{1,5})\\s*$", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
    private static final String KEYS = "0123456789*#ABCD!"; // by the event number of RFC 4733 §3.2

    static boolean isKeys(Body body) {
        String type = body.contentType().toLowerCase(Locale.ROOT);
        return type.startsWith("application/dtmf");
    }

    /** Empty where the body makes no sense. */
    static Optional<InfoKey> read(Body body) {
        String text = body.text();
        if (!body.contentType().toLowerCase(Locale.ROOT).startsWith("application/dtmf-relay")) {
            return key(text.strip()).map(key -> new InfoKey(key, Duration.ZERO));
        }
        Matcher signal = SIGNAL.matcher(text);
        Matcher duration = DURATION.matcher(text);
        Duration held = duration.find() ? Duration.ofMillis(Integer.parseInt(duration.group(1))) : Duration.ZERO;
        return signal.find() ? key(signal.group(1)).map(key -> new InfoKey(key, held)) : Optional.empty();
    }

    private static Optional<Character> key(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        if (upper.length() == 1 && KEYS.indexOf(upper.charAt(0)) >= 0) {
            return Optional.of(upper.charAt(0));
        }
        boolean isNumber = upper.matches("1[0-6]");
        return isNumber ? Optional.of(KEYS.charAt(Integer.parseInt(upper))) : Optional.empty();
    }
}
