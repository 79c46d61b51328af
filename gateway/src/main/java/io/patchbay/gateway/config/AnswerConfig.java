package io.patchbay.gateway.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a caller gets before a room answers.
 *
 * @param after how long the room takes to answer, up to a minute
 * @param ringTone that early media lets hear
 */
public record AnswerConfig(Progress progress, Duration after, RingTone ringTone) {
    /** 180 and the answer right behind it. */
    public static final AnswerConfig AT_ONCE = new AnswerConfig(Progress.RINGING, Duration.ZERO, RingTone.EUROPE);

    private static final Duration LONGEST = Duration.ofMinutes(1);

    /** What is sent before the answer. */
    public enum Progress {
        /** 100 only. */
        NONE,
        /** 180: the caller's own phone makes the tone. */
        RINGING,
        /** 183 with the session: we make the tone. */
        EARLY_MEDIA
    }

    /** Whose ringing tone (ITU-T E.180). */
    public enum RingTone {
        EUROPE,
        AMERICA
    }

    static AnswerConfig read(Section section) {
        AnswerConfig answer = new AnswerConfig(
                section.value("progress", Progress.RINGING, words(Progress.class), text -> word(Progress.class, text)),
                section.duration("after", Duration.ZERO, Duration.ZERO, LONGEST),
                section.value("ring-tone", RingTone.EUROPE, words(RingTone.class), text -> word(RingTone.class, text)));
        if (answer.progress() == Progress.EARLY_MEDIA && answer.after().isZero()) {
            section.mistake(
                    "progress", section.at("progress") + " is early-media, which nobody hears where after is 0s");
        }
        section.finish();
        return answer;
    }

    private static <E extends Enum<E>> E word(Class<E> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(each ->
                        written(each).equals(text.toLowerCase(Locale.ROOT).replace('_', '-')))
                .findFirst()
                .orElseThrow(IllegalArgumentException::new);
    }

    private static <E extends Enum<E>> String words(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(AnswerConfig::written).collect(Collectors.joining(", "));
    }

    private static String written(Enum<?> each) {
        return each.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
