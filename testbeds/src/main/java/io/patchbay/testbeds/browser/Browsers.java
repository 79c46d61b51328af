package io.patchbay.testbeds.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import io.patchbay.testbeds.net.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One headless Chromium on a host, with as many pages as are asked for, each in a profile of its own. Playwright knows
 * one thread only: everything is done on it, shortly; waiting is the caller's.
 */
public final class Browsers implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/bin/chromium");
    private static final double STEP_MILLIS = 15_000;

    private static final List<String> FLAGS = List.of(
            "--no-sandbox", // as root Chromium has none
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--allow-loopback-in-peer-connection",
            "--disable-features=WebRtcHideLocalIpsWithMdns",
            "--use-fake-device-for-media-stream",
            "--use-fake-ui-for-media-stream",
            "--autoplay-policy=no-user-gesture-required",
            "--mute-audio");

    private final ExecutorService thread;
    private final Path directory;
    private Playwright playwright;
    private Browser browser;

    /** Starts the browser. */
    public Browsers(Host host) {
        thread = Executors.newSingleThreadExecutor(task -> {
            Thread made = new Thread(task, "browsers");
            made.setDaemon(true);
            return made;
        });
        try {
            directory = Files.createTempDirectory("patchbay-browser");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            call(() -> start(host));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Why Chromium cannot be used here, or an empty text where it can. */
    public static String whyNot() {
        return Files.isExecutable(PROGRAM) ? "" : "Chromium is missing: install the Debian package chromium";
    }

    private Void start(Host host) throws IOException {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(programOn(host))
                        .setHeadless(true)
                        .setArgs(FLAGS));
        return null;
    }

    /** Playwright starts a program, not a command line: on another host that is a script that goes there first. */
    private Path programOn(Host host) throws IOException {
        List<String> command = host.command(List.of(PROGRAM.toString()));
        if (command.size() == 1) {
            return PROGRAM;
        }
        Path script = directory.resolve("chromium");
        Files.writeString(script, "#!/bin/sh\nexec " + String.join(" ", command) + " \"$@\"\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    /**
     * A page of its own profile: nothing shared with the others but the program.
     *
     * @param narrow as a phone's screen is
     * @param script runs in each document before its own; may be empty
     */
    BrowserPage open(boolean narrow, String script) {
        return call(() -> {
            BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                    .setIgnoreHTTPSErrors(true)
                    .setColorScheme(ColorScheme.LIGHT)
                    .setViewportSize(narrow ? 360 : 1024, narrow ? 640 : 700)
                    .setPermissions(List.of("microphone", "camera")));
            context.setDefaultTimeout(STEP_MILLIS);
            context.addInitScript(script);
            Page page = context.newPage();
            return new BrowserPage(this, context, page);
        });
    }

    /** Does something on Playwright's thread. */
    <T> T call(Callable<T> work) {
        try {
            return thread.submit(work).get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new CompletionException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("browsers: interrupted", e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("browsers: no end of a step within 60 s", e);
        }
    }

    @Override
    public void close() {
        try {
            call(() -> {
                if (browser != null) {
                    browser.close();
                }
                if (playwright != null) {
                    playwright.close();
                }
                Files.deleteIfExists(directory.resolve("chromium"));
                Files.deleteIfExists(directory);
                return null;
            });
        } finally {
            thread.shutdown();
        }
    }
}
