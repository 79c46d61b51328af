package io.patchbay.testbeds.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** A page of a browser. Use from any thread; each step is done on Playwright's. */
final class BrowserPage implements AutoCloseable {
    private static final int MESSAGES = 100;

    private final Browsers browsers;
    private final BrowserContext context;
    private final Page page;
    private final Deque<String> messages = new ArrayDeque<>(); // guarded by itself

    BrowserPage(Browsers browsers, BrowserContext context, Page page) {
        this.browsers = browsers;
        this.context = context;
        this.page = page;
        page.onConsoleMessage(message -> note(message.type() + ": " + message.text()));
        page.onPageError(error -> note("uncaught: " + error));
        page.onRequestFailed(request -> note("failed: " + request.url() + " " + request.failure()));
    }

    private void note(String message) {
        synchronized (messages) {
            if (messages.size() == MESSAGES) {
                messages.removeFirst();
            }
            messages.addLast(message);
        }
    }

    /** What the page wrote to its console, and its errors. */
    List<String> messages() {
        synchronized (messages) {
            return List.copyOf(messages);
        }
    }

    void go(String url) {
        browsers.call(() -> page.navigate(url));
    }

    void reload() {
        browsers.call(() -> page.reload());
    }

    void setOffline(boolean offline) {
        browsers.call(() -> {
            context.setOffline(offline);
            return null;
        });
    }

    void click(String selector) {
        browsers.call(() -> {
            page.click(selector);
            return null;
        });
    }

    void fill(String selector, String text) {
        browsers.call(() -> {
            page.fill(selector, text);
            return null;
        });
    }

    /** A key as Playwright names it, where the focus is. */
    void press(String key) {
        browsers.call(() -> {
            page.keyboard().press(key);
            return null;
        });
    }

    /** As for a user who prefers dark colours. */
    void dark() {
        browsers.call(() -> {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
            return null;
        });
    }

    void screenshot(Path file) {
        browsers.call(() -> page.screenshot(new Page.ScreenshotOptions().setPath(file)));
    }

    /** The value of an expression; short ones only, since all pages of the browser wait meanwhile. */
    Object evaluate(String expression) {
        return browsers.call(() -> page.evaluate(expression));
    }

    Object evaluate(String function, Object argument) {
        return browsers.call(() -> page.evaluate(function, argument));
    }

    /** The value of an expression that takes its time (a promise), without holding up the other pages. */
    Object evaluateSlowly(String expression, Duration deadline) {
        String slot = "__testbed" + System.nanoTime();
        evaluate(
                "() => { window.%s = {}; Promise.resolve(%s).then(v => { window.%s.value = v; window.%s.done = true; },"
                                .formatted(slot, expression, slot, slot)
                        + " e => { window.%s.error = String(e); window.%s.done = true; }); }".formatted(slot, slot));
        await("its expression " + expression, "window.%s.done === true".formatted(slot), deadline);
        Object error = evaluate("window.%s.error ?? null".formatted(slot));
        if (error != null) {
            throw new IllegalStateException(expression + ": " + error);
        }
        return evaluate("window.%s.value".formatted(slot));
    }

    /** Waits until an expression is true. */
    void await(String description, String expression, Duration deadline) {
        await(description, expression, value -> Boolean.TRUE.equals(value), deadline);
    }

    /**
     * Waits until an expression's value is as wanted, and returns it.
     *
     * @throws AssertionError where it is not so in time
     */
    Object await(String description, String expression, Predicate<Object> wanted, Duration deadline) {
        long end = System.nanoTime() + deadline.toNanos();
        Object value;
        while (true) {
            try {
                value = evaluate(expression);
            } catch (PlaywrightException e) {
                value = e.getMessage(); // the page is between two documents
            }
            if (wanted.test(value)) {
                return value;
            }
            if (System.nanoTime() > end) {
                throw new AssertionError(
                        "page %s: not within %s: %s; the last value of %s was %s; it reads:%n%s%nits console:%n%s"
                                .formatted(
                                        browsers.call(page::url),
                                        deadline,
                                        description,
                                        expression,
                                        value,
                                        evaluate("document.body?.innerText"),
                                        String.join("\n", messages())));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    @Override
    public void close() {
        browsers.call(() -> {
            context.close();
            return null;
        });
    }
}
