package io.patchbay.testbeds.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A phone made of SIP.js in Chromium: SIP over a secure WebSocket, media by WebRTC. It answers by itself. Asked through
 * {@code window.webphone} (testbeds/webphone). Closing closes its page. Use from any thread.
 */
public final class Webphone implements AutoCloseable {
    private static final Path SCRIPT = Path.of("target", "webphone", "webphone.js"); // Maven runs tests in testbeds

    /** The amplitude at which its tone has the mean power of a {@code Tone} at -20 dB. */
    private static final double LOUDNESS = 0.25;

    /** In dB as the page measures it; what is not there is below -90. */
    private static final double HEARD = -55;

    private final BrowserPage page;
    private final String user;

    private Webphone(BrowserPage page, String user) {
        this.page = page;
        this.user = user;
    }

    /** Why it cannot be used here, or an empty text where it can. */
    public static String whyNot() {
        return Files.isRegularFile(SCRIPT) ? Browsers.whyNot() : "the SIP.js phone is not built: npm was not run";
    }

    /**
     * Opens it on a page of the appliance, so that its WebSocket comes from there, and registers.
     *
     * @param base the appliance's address, as {@code https://10.0.0.1:8443}
     * @param frequency of the tone that it says, in Hz
     */
    public static Webphone register(Browsers browsers, String base, String user, String password, int frequency) {
        BrowserPage page = browsers.open(false, script());
        Webphone phone = new Webphone(page, user);
        try {
            page.go(base + "/");
            page.evaluate(
                    "(options) => { window.webphone.start(options).catch((e) => console.error(String(e))); }",
                    Map.of("user", user, "password", password, "frequency", frequency, "loudness", LOUDNESS));
            page.await(
                    user + " to be registered",
                    "window.webphone.registration === 'Registered'",
                    Duration.ofSeconds(20));
            return phone;
        } catch (RuntimeException | AssertionError e) {
            phone.close();
            throw e;
        }
    }

    private static String script() {
        try {
            return Files.readString(SCRIPT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void dial(String target) {
        run("dial('%s')".formatted(target));
    }

    public void hangUp() {
        run("hangUp()");
    }

    /** Waits until its call is {@code Established} or {@code Terminated}. */
    public void awaitCall(String state, Duration deadline) {
        page.await(
                "the call of %s to be %s".formatted(user, state), "window.webphone.call === '" + state + "'", deadline);
    }

    /** Puts the far end on hold, or takes it back, and waits until that is agreed on. */
    public void hold(boolean on, Duration deadline) {
        run("hold(%s)".formatted(on));
        page.await(
                user + " to have changed the hold",
                "window.webphone.holding === '%s'".formatted(on ? "yes" : "no"),
                deadline);
    }

    /** As telephone-events (RFC 4733). */
    public void press(String keys) {
        page.evaluate("window.webphone.press('%s')".formatted(keys));
    }

    public void pressByInfo(char key) {
        run("pressByInfo('%s')".formatted(key));
    }

    /** MESSAGE within its call. */
    public void write(String text) {
        run("write('%s')".formatted(text));
    }

    /** MESSAGE outside of it. */
    public void writeOutside(String target, String text) {
        run("writeOutside('%s', '%s')".formatted(target, text));
    }

    /** Waits until a message has come. */
    public void awaitMessage(String text, Duration deadline) {
        page.await(user + " to be shown " + text, "window.webphone.messages.includes('%s')".formatted(text), deadline);
    }

    /** Waits until it hears a frequency of the far end's, or doesn't any more. */
    public void awaitHeard(int frequency, boolean wanted, Duration deadline) {
        page.await(
                "%s %s %d Hz".formatted(user, wanted ? "hears" : "does not hear", frequency),
                "window.webphone.level(%d)".formatted(frequency),
                level -> ((Number) level).doubleValue() > HEARD == wanted,
                deadline);
    }

    /** {@code dtls}, {@code srtp}, {@code ice} and {@code codecs} of its call. */
    public Map<?, ?> statistics() {
        return (Map<?, ?>) page.evaluateSlowly("window.webphone.stats()", Duration.ofSeconds(5));
    }

    /** What the page wrote to its console, and its errors. */
    public List<String> messages() {
        return page.messages();
    }

    private void run(String call) {
        page.evaluateSlowly("window.webphone." + call, Duration.ofSeconds(10));
    }

    @Override
    public void close() {
        page.close();
    }
}
