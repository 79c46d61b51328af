package io.patchbay.media.audio;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Keys to be pressed for the far end: {@code 0-9}, {@code *}, {@code #}, {@code A-D}, and {@code ,} for a second's pause.
 *
 * @param text 1 to 50 of them, pauses of 20 seconds at most
 */
public record DtmfKeys(String text) {
    /** What a key lasts, and the silence after it: slow enough for any exchange (ITU-T Q.24 asks for 40 and 40). */
    static final int KEY_MILLIS = 120;

    static final int GAP_MILLIS = 80;
    static final int PAUSE_MILLIS = 1_000;

    private static final String KEYS = "0123456789*#ABCD"; // by event number (RFC 4733 §3.2)
    private static final int[] ROWS = {697, 770, 852, 941};
    private static final int[] COLUMNS = {1209, 1336, 1477, 1633};
    private static final String PAD = "123A456B789C*0#D";
    private static final int DBOV = -13; // of each tone: about -7 dBm0
    private static final int SILENT = -127;
    private static final int MOST = 50;
    private static final int MOST_PAUSES = 20;

    /** @throws IllegalArgumentException in words for whoever wrote them */
    public DtmfKeys {
        text = text.toUpperCase(Locale.ROOT);
        if (text.isEmpty() || text.length() > MOST) {
            throw new IllegalArgumentException("keys are 1 to %d at once, not %d".formatted(MOST, text.length()));
        }
        for (char key : text.toCharArray()) {
            if (key != ',' && KEYS.indexOf(key) < 0) {
                throw new IllegalArgumentException(
                        "'%s' is no key; keys are 0-9 * # A-D, and ',' waits a second".formatted(key));
            }
        }
        if (text.chars().filter(key -> key == ',').count() > MOST_PAUSES) {
            throw new IllegalArgumentException("more than " + MOST_PAUSES + " pauses; send the rest later");
        }
    }

    /** Its event number; only of keys that are no pause. */
    static int event(char key) {
        return KEYS.indexOf(key);
    }

    /** All of them as tones (ITU-T Q.23). */
    TonePlan tones() {
        List<TonePlan.Segment> segments = new ArrayList<>();
        for (char key : text.toCharArray()) {
            if (key == ',') {
                segments.add(new TonePlan.Segment(0, 0, PAUSE_MILLIS, SILENT));
            } else {
                int at = PAD.indexOf(key);
                segments.add(new TonePlan.Segment(ROWS[at / 4], COLUMNS[at % 4], KEY_MILLIS, DBOV));
                segments.add(new TonePlan.Segment(0, 0, GAP_MILLIS, SILENT));
            }
        }
        return new TonePlan(segments);
    }
}
