package io.patchbay.gateway.config;

import io.patchbay.gateway.access.AddressList;
import java.util.List;
import java.util.Set;

/**
 * Who is let in by address.
 *
 * @param callers SIP requests from these
 * @param browsers pages, API and control sockets for these
 */
public record AccessConfig(AddressList callers, AddressList browsers) {
    static final String ALLOWED = "loopback, private, any, an address or a block such as 198.51.100.0/24";

    static AccessConfig read(Section section) {
        AccessConfig config = new AccessConfig(list(section, "callers"), list(section, "browsers"));
        section.finish();
        return config;
    }

    private static AddressList list(Section section, String key) {
        List<String> entries = section.list(key, AddressList.LOCAL.entries(), ALLOWED, AccessConfig::entry);
        return new AddressList(entries);
    }

    static String entry(String text) {
        boolean looksLikeAWord = text.matches("[A-Za-z-]+");
        if (looksLikeAWord && !Set.of("loopback", "private", "any").contains(text)) {
            throw new IllegalArgumentException();
        }
        new AddressList(List.of(text)); // throws with the reason
        return text;
    }
}
