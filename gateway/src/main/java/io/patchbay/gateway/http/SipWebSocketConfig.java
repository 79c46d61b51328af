package io.patchbay.gateway.http;

import java.util.List;

/**
 * What WebSockets that carry SIP may do.
 *
 * @param origins of pages from elsewhere that may open one, as {@code https://phone.example.com}, or {@code any}
 * @param maxMessageSize bytes of one message; a longer one ends its connection
 */
public record SipWebSocketConfig(List<String> origins, int maxMessageSize) {
    public SipWebSocketConfig {
        origins = List.copyOf(origins);
    }

    boolean allowsOrigin(String origin) {
        return origins.contains("any") || origins.stream().anyMatch(origin::equalsIgnoreCase);
    }
}
