package io.patchbay.sip.jain;

import gov.nist.javax.sip.message.SIPMessage;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.sip.header.AllowHeader;
import javax.sip.header.RequireHeader;
import javax.sip.header.SupportedHeader;

/** What the far end of a call says that it understands, by the latest of its messages that said so. Belongs to the call's loop. */
final class FarEnd {
    private Set<String> methods = Set.of();
    private Set<String> extensions = Set.of();

    void read(SIPMessage message) {
        Set<String> allowed = new HashSet<>();
        for (Iterator<?> headers = message.getHeaders(AllowHeader.NAME); headers.hasNext(); ) {
            if (headers.next() instanceof AllowHeader allow) {
                allowed.add(allow.getMethod().strip().toUpperCase(Locale.ROOT));
            }
        }
        if (!allowed.isEmpty()) {
            methods = allowed;
        }
        Set<String> supported = tags(message);
        if (!supported.isEmpty()) {
            extensions = supported;
        }
    }

    boolean allows(String method) {
        return methods.contains(method);
    }

    /** It answered 405 or 501 in spite of its Allow. */
    void disallow(String method) {
        methods = new HashSet<>(methods);
        methods.remove(method);
    }

    boolean supports(String optionTag) {
        return extensions.contains(optionTag);
    }

    /** Whether {@code message} itself names {@code optionTag}, in Supported or Require. */
    static boolean supports(SIPMessage message, String optionTag) {
        return tags(message).contains(optionTag);
    }

    static boolean requires(SIPMessage message, String optionTag) {
        return required(message).contains(optionTag);
    }

    private static Set<String> tags(SIPMessage message) {
        Set<String> tags = required(message);
        for (Iterator<?> headers = message.getHeaders(SupportedHeader.NAME); headers.hasNext(); ) {
            if (headers.next() instanceof SupportedHeader supported && supported.getOptionTag() != null) {
                tags.add(supported.getOptionTag().strip().toLowerCase(Locale.ROOT));
            }
        }
        return tags;
    }

    private static Set<String> required(SIPMessage message) {
        Set<String> tags = new HashSet<>();
        for (Iterator<?> headers = message.getHeaders(RequireHeader.NAME); headers.hasNext(); ) {
            if (headers.next() instanceof RequireHeader require && require.getOptionTag() != null) {
                tags.add(require.getOptionTag().strip().toLowerCase(Locale.ROOT));
            }
        }
        return tags;
    }
}
