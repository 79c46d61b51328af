package io.patchbay.gateway.http;

import java.net.URI;
import java.util.Locale;

/**
 * Whether a WebSocket was opened by a page of this appliance (RFC 6455 §10.2). A browser tells the page's origin always, so a
 * request without one comes from a program, which no foreign page can make do anything.
 */
final class Origin {
    private Origin() {}

    /** @throws Problem 403 where {@code origin} names another host or port than {@code host} */
    static void check(String origin, String host) {
        if (origin != null && (host == null || !authority(origin).equals(withoutDefaultPort(host)))) {
            throw new Problem(
                    403,
                    "foreign-origin",
                    "Opened by a page from elsewhere",
                    "the page's origin is %s, but it called %s; open the page from this appliance"
                            .formatted(origin, host));
        }
    }

    /** Host and port of an origin; empty where it is none, as {@code null} of a sandboxed page. */
    private static String authority(String origin) {
        try {
            URI uri = URI.create(origin);
            boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            return web && uri.getRawAuthority() != null ? withoutDefaultPort(uri.getRawAuthority()) : "";
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** A browser leaves the default port out; a proxy in front may not. */
    private static String withoutDefaultPort(String authority) {
        return authority.toLowerCase(Locale.ROOT).replaceFirst("(?<=[^:]):(443|80)$", "");
    }
}
