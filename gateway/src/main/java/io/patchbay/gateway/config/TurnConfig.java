package io.patchbay.gateway.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** A TURN server, by UDP, that relays for phones' calls with ICE. */
public record TurnConfig(Url url, String username, Secret password) {
    private static final String ALLOWED = "a URL as turn:turn.example.com:3478 (by UDP)";

    /** {@code turn:host[:port][?transport=udp]} (RFC 7065). */
    public record Url(StunHost server) {
        private static final String SCHEME = "turn:";
        private static final String UDP = "?transport=udp";

        static Url parse(String text) {
            String url = text.toLowerCase(Locale.ROOT);
            if (!url.startsWith(SCHEME)) {
                throw new IllegalArgumentException();
            }
            String rest = text.substring(SCHEME.length());
            return new Url(StunHost.parse(
                    rest.toLowerCase(Locale.ROOT).endsWith(UDP)
                            ? rest.substring(0, rest.length() - UDP.length())
                            : rest));
        }

        /** As it is written in the configuration. */
        @Override
        public String toString() {
            return SCHEME + server;
        }
    }

    static List<TurnConfig> readAll(Section media) {
        List<TurnConfig> servers = new ArrayList<>();
        for (Section section : media.sections("turn")) {
            Optional<Url> url = section.required("url", ALLOWED, Url::parse);
            Optional<String> username = section.required("username", "a text", Function.identity());
            Optional<Secret> password = section.secret("password");
            section.finish();
            if (url.isPresent() && username.isPresent() && password.isPresent()) {
                servers.add(new TurnConfig(url.get(), username.get(), password.get()));
            }
        }
        return List.copyOf(servers);
    }
}
