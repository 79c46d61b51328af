package io.patchbay.gateway.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The front-end as it was built into this program. Files under {@code assets} carry a hash of their content in their name and
 * may be kept forever; the pages that name them must be asked for each time.
 */
final class WebPages {
    private static final String ROOT = "/web";
    private static final Pattern SAFE = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+"); // no "..", no hidden files
    private static final int LONGEST_PATH = 200; // the pattern takes stack with each part
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("mp3", "audio/mpeg"),
            Map.entry("wav", "audio/wav"),
            Map.entry("txt", "text/plain; charset=utf-8"));

    private final Map<String, Page> found = new ConcurrentHashMap<>(); // as many entries as there are files

    private record Page(byte[] content, String entityTag) {}

    /** Answers with the start page. A room's address is the same page: its script reads the room from the address. */
    void index(Context context) {
        Page page = read("/index.html")
                .orElseThrow(
                        () -> new Problem(
                                503,
                                "no-front-end",
                                "The room page is missing",
                                "this program was built without its front-end; start it with ./patchbay serve, which builds it"));
        answer(context, "/index.html", page);
    }

    /** Answers with the file that the path names, or 404. */
    void file(Context context) {
        String path = context.path();
        Page page = read(path)
                .orElseThrow(() ->
                        Problem.notFound("there is no " + path + "; rooms are at /rooms/NAME, the start page is at /"));
        answer(context, path, page);
    }

    private static void answer(Context context, String path, Page page) {
        String type = TYPES.getOrDefault(path.substring(path.lastIndexOf('.') + 1), "application/octet-stream");
        boolean hashed = path.startsWith("/assets/");
        context.header("Cache-Control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
        context.header("ETag", page.entityTag());
        if (page.entityTag().equals(context.header("If-None-Match"))) {
            context.status(304);
            return;
        }
        context.contentType(type);
        context.result(page.content());
    }

    private Optional<Page> read(String path) {
        Page known = found.get(path);
        if (known != null) {
            return Optional.of(known);
        }
        if (path.length() > LONGEST_PATH
                || !SAFE.matcher(path).matches()
                || path.lastIndexOf('.') < path.lastIndexOf('/')) {
            return Optional.empty();
        }
        try (InputStream file = WebPages.class.getResourceAsStream(ROOT + path)) {
            if (file == null) {
                return Optional.empty();
            }
            byte[] content = file.readAllBytes();
            CRC32 sum = new CRC32();
            sum.update(content);
            Page page = new Page(content, "\"%08x-%x\"".formatted(sum.getValue(), content.length));
            found.put(path, page);
            return Optional.of(page);
        } catch (IOException e) {
            throw new UncheckedIOException("the front-end's " + path + " cannot be read", e);
        }
    }
}
