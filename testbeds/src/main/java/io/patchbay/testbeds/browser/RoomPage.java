package io.patchbay.testbeds.browser;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A browser in a room: the appliance's own page, asked through {@code window.patchbay} (docs/room-page.md). Closing
 * closes the page as a user closes a tab. Use from any thread.
 */
public final class RoomPage implements AutoCloseable {
    private static final Duration JOIN = Duration.ofSeconds(20);

    /** The amplitude at which the page's tone has the mean power of a {@code Tone} at -20 dB. */
    private static final String TONE_LEVEL = "0.1508";

    private static final String REFUSE_DEVICES =
            """
            navigator.mediaDevices.getUserMedia =
                () => Promise.reject(new DOMException('Permission denied', 'NotAllowedError'));
            """;

    private final BrowserPage page;
    private final String name;

    private RoomPage(BrowserPage page, String name) {
        this.page = page;
        this.name = name;
    }

    /**
     * Opens a room's page, which joins by itself, and waits until it has.
     *
     * @param base the appliance's address, as {@code https://10.0.0.1:8443}
     * @param frequency of the tone that it says, in Hz
     * @param colour of the picture that it shows, as {@code ff0000}; empty for no video
     */
    public static RoomPage join(
            Browsers browsers, String base, String room, String name, int frequency, String colour) {
        RoomPage page = open(browsers, url(base, room, name, frequency, colour), name);
        try {
            page.awaitJoined(JOIN);
            return page;
        } catch (RuntimeException | AssertionError e) {
            page.close();
            throw e;
        }
    }

    private static String url(String base, String room, String name, int frequency, String colour) {
        return "%s/rooms/%s?autojoin=1&name=%s&testTone=%d&toneLevel=%s&video=%s"
                .formatted(base, room, name, frequency, TONE_LEVEL, colour.isEmpty() ? "0" : "color:" + colour);
    }

    /** Opens any page of the appliance, without waiting for more than its document. */
    public static RoomPage open(Browsers browsers, String url, String name) {
        return open(browsers, url, name, false, "");
    }

    /** As {@link #open}, on a screen as narrow as a phone's. */
    public static RoomPage openNarrow(Browsers browsers, String url, String name) {
        return open(browsers, url, name, true, "");
    }

    /** As {@link #open}, by a user who lets the page have neither microphone nor camera. */
    public static RoomPage openRefusingDevices(Browsers browsers, String url, String name) {
        return open(browsers, url, name, false, REFUSE_DEVICES);
    }

    private static RoomPage open(Browsers browsers, String url, String name, boolean narrow, String script) {
        BrowserPage page = browsers.open(narrow, script);
        page.go(url);
        return new RoomPage(page, name);
    }

    public void awaitJoined(Duration deadline) {
        page.await(name + " has joined", "window.patchbay?.phase === 'joined'", deadline);
    }

    /** One of {@code idle}, {@code joining}, {@code joined}, {@code reconnecting}, {@code ended}, {@code prejoin}. */
    public String phase() {
        return String.valueOf(page.evaluate("window.patchbay?.phase"));
    }

    public void awaitPhase(String phase, Duration deadline) {
        page.await(name + " is " + phase, "window.patchbay?.phase === '" + phase + "'", deadline);
    }

    /** The page's own participant id. */
    public String selfId() {
        return String.valueOf(page.evaluate("window.patchbay?.selfId"));
    }

    /** The others in the room: their ids by display name. */
    public Map<String, String> others() {
        Object list = page.evaluate("window.patchbay.participants.map(p => [p.displayName, p.id])");
        return ((List<?>) list)
                .stream()
                        .map(pair -> (List<?>) pair)
                        .collect(Collectors.toMap(
                                pair -> String.valueOf(pair.get(0)),
                                pair -> String.valueOf(pair.get(1)),
                                (first, second) -> second,
                                LinkedHashMap::new));
    }

    /** Waits until so many others are there. */
    public void awaitOthers(int count, Duration deadline) {
        page.await(
                "%s sees %d others".formatted(name, count),
                "window.patchbay?.participants.length ?? -1",
                value -> value instanceof Number number && number.intValue() == count,
                deadline);
    }

    /** How the others' kinds are spread: {@code phone} and {@code browser}, by display name. */
    public Map<String, String> kinds() {
        Object list = page.evaluate("window.patchbay.participants.map(p => [p.displayName, p.kind])");
        return ((List<?>) list)
                .stream()
                        .map(pair -> (List<?>) pair)
                        .collect(Collectors.toMap(
                                pair -> String.valueOf(pair.get(0)),
                                pair -> String.valueOf(pair.get(1)),
                                (first, second) -> second));
    }

    /** How loud each of these frequencies is in what the page receives now, in dB relative to a full-scale sine. */
    public Map<Integer, Double> levels(List<Integer> frequencies, double seconds) {
        Object levels = page.evaluateSlowly(
                "window.patchbay.levels(%s, %s)".formatted(frequencies, seconds), Duration.ofSeconds(30));
        Map<Integer, Double> result = new LinkedHashMap<>();
        for (int i = 0; i < frequencies.size(); i++) {
            result.put(frequencies.get(i), ((Number) ((List<?>) levels).get(i)).doubleValue());
        }
        return result;
    }

    /** Measures for half a second at a time until the levels are as wanted, and returns them. */
    public Map<Integer, Double> awaitLevels(
            List<Integer> frequencies, Predicate<Map<Integer, Double>> wanted, String description, Duration deadline) {
        long end = System.nanoTime() + deadline.toNanos();
        while (true) {
            Map<Integer, Double> levels = levels(frequencies, 0.5);
            if (wanted.test(levels)) {
                return levels;
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("page %s: not heard within %s: %s; levels %s; %s"
                        .formatted(name, deadline, description, levels, describe()));
            }
        }
    }

    /** Waits until it sees this participant's video in about this colour. */
    public void awaitColour(String participantId, String colour, Duration deadline) {
        int wanted = Integer.parseInt(colour, 16);
        page.await(
                "%s sees %s in %s".formatted(name, participantId, colour),
                "window.patchbay.colour('%s')".formatted(participantId),
                value -> value instanceof List<?> rgb
                        && near(rgb.get(0), wanted >> 16)
                        && near(rgb.get(1), wanted >> 8)
                        && near(rgb.get(2), wanted),
                deadline);
    }

    private static boolean near(Object seen, int wanted) {
        return Math.abs(((Number) seen).intValue() - (wanted & 0xff)) < 60; // video's colours are approximate
    }

    /**
     * Cuts the control connection under the page's feet, and returns when the page has noticed. Looked for inside the page: it may be
     * back before anybody outside could ask.
     */
    public void dropControl() {
        page.evaluateSlowly(
                """
                new Promise(noticed => {
                    const look = setInterval(() => {
                        if (window.patchbay.phase === 'reconnecting') {
                            clearInterval(look);
                            noticed();
                        }
                    }, 1);
                    window.patchbay.dropControl();
                })""",
                Duration.ofSeconds(10));
    }

    public void mute(boolean muted) {
        page.evaluate("window.patchbay.mute(" + muted + ")");
    }

    public void leave() {
        page.evaluateSlowly("window.patchbay.leave()", Duration.ofSeconds(10));
    }

    public void reload() {
        page.reload();
    }

    /** Cuts HTTP and WebSockets, but not media. */
    public void setOffline(boolean offline) {
        page.setOffline(offline);
    }

    /** The text that a user sees. */
    public String text() {
        return String.valueOf(page.evaluate("document.body.innerText"));
    }

    /** The value of an expression in the page. */
    public Object evaluate(String expression) {
        return page.evaluate(expression);
    }

    /** Waits until an expression in the page is true. */
    public void await(String description, String expression, Duration deadline) {
        page.await(description, expression, deadline);
    }

    public void fill(String selector, String text) {
        page.fill(selector, text);
    }

    public void click(String selector) {
        page.click(selector);
    }

    /** A key as Playwright names it ({@code Shift+Enter}), where the focus is. */
    public void press(String key) {
        page.press(key);
    }

    /** As for a user who prefers dark colours. */
    public void dark() {
        page.dark();
    }

    public void screenshot(Path file) {
        page.screenshot(file);
    }

    /** {@code udp} or {@code tcp} for each transport's pair of candidates in use. */
    public List<String> selectedProtocols() {
        Object protocols = page.evaluateSlowly(
                """
                window.patchbay.stats().then(({ send, recv }) => [send, recv].map((stats) => {
                    const transport = stats.find((s) => s.type === 'transport');
                    const pair = stats.find((s) => s.id === transport?.selectedCandidatePairId);
                    return stats.find((s) => s.id === pair?.remoteCandidateId)?.protocol ?? 'none';
                }))""",
                Duration.ofSeconds(5));
        return ((List<?>) protocols).stream().map(String::valueOf).toList();
    }

    /** How it stands, in words, for messages: its phase, its transports, its console. */
    public String describe() {
        Object transports = page.evaluateSlowly(
                """
                window.patchbay.stats().then(({ send, recv }) => [send, recv].map((stats) => stats
                    .filter((s) => s.type === 'transport' || (s.type === 'candidate-pair' && s.nominated)
                        || s.type === 'outbound-rtp' || s.type === 'inbound-rtp')
                    .map((s) => s.type + ' ' + [s.iceState, s.dtlsState, s.state, s.packetsSent, s.packetsReceived]
                        .filter((v) => v !== undefined).join(' '))
                    .join(', ')).join(' | '))""",
                Duration.ofSeconds(5));
        return "%s is %s; %s; its console:%n%s"
                .formatted(name, phase(), transports, String.join("\n", page.messages()));
    }

    /** What the page wrote to its console, and its errors. */
    public List<String> messages() {
        return page.messages();
    }

    @Override
    public void close() {
        page.close();
    }
}
