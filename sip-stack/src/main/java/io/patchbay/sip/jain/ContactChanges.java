package io.patchbay.sip.jain;

import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.ContactList;
import gov.nist.javax.sip.message.SIPRequest;
import io.patchbay.sip.Binding;
import io.patchbay.sip.Refusal;
import io.patchbay.sip.SipSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sip.header.ExpiresHeader;

/**
 * What a REGISTER asks for (RFC 3261 §10.3, steps 6 and 7).
 *
 * @param everythingGoes {@code Contact: *} with {@code Expires: 0}
 * @param contacts each URI once, the last word on it
 */
record ContactChanges(boolean everythingGoes, List<Wanted> contacts) {
    private static final int MAX_CONTACTS = 10;
    private static final int MAX_INSTANCE = 256; // characters

    ContactChanges {
        contacts = List.copyOf(contacts);
    }

    /**
     * One contact.
     *
     * @param lifetime how long it shall hold, zero where it shall go
     * @param preference, {@code instance} and {@code regId}: as {@link io.patchbay.sip.Binding} has them
     */
    record Wanted(String uri, Duration lifetime, int preference, String instance, int regId) {
        /** Whether it names a flow (RFC 5626 §4.2). */
        boolean isFlow() {
            return regId > 0 && !instance.isEmpty();
        }
    }

    /** Whether it says anything of {@code uri}. */
    boolean names(String uri) {
        return contacts.stream().anyMatch(wanted -> wanted.uri().equals(uri));
    }

    /** Thrown where the request is refused as a whole. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Refusal refusal;

        private Refused(int status, String phrase, String why) {
            super(why, null, false, false);
            this.refusal = new Refusal(status, phrase, why);
        }

        Refusal refusal() {
            return refusal;
        }
    }

    static ContactChanges of(SIPRequest request, SipSettings settings) throws Refused {
        ContactList contacts = request.getContactHeaders();
        if (contacts == null || contacts.isEmpty()) {
            return new ContactChanges(false, List.of()); // a query
        }
        ExpiresHeader header = request.getExpires();
        if (contacts.iterator().next().isWildCard()) {
            if (contacts.size() > 1 || header == null || header.getExpires() != 0) {
                throw new Refused(400, "Bad Request", "Contact: * stands alone and with Expires: 0");
            }
            return new ContactChanges(true, List.of());
        }
        if (contacts.size() > MAX_CONTACTS) {
            throw new Refused(403, "Forbidden", "more than " + MAX_CONTACTS + " contacts for one device");
        }
        Map<String, Wanted> wanted = new LinkedHashMap<>();
        for (Contact contact : contacts) {
            if (contact.isWildCard()) {
                throw new Refused(400, "Bad Request", "Contact: * stands alone and with Expires: 0");
            }
            String uri = contact.getAddress().getURI().toString();
            Duration lifetime = lifetime(contact, header, settings);
            wanted.put(uri, new Wanted(uri, lifetime, preference(contact), instance(contact), regId(contact)));
        }
        return new ContactChanges(false, List.copyOf(wanted.values()));
    }

    /** RFC 3261 §20.10: from 0 to 1; who gives none, or none that is, is rung first. */
    private static int preference(Contact contact) {
        float q = contact.getQValue();
        return q >= 0 && q <= 1 ? Math.round(q * Binding.FIRST) : Binding.FIRST;
    }

    private static String instance(Contact contact) {
        String value = contact.getParameter("+sip.instance");
        return value == null || value.length() > MAX_INSTANCE ? "" : Headers.unquoted(value);
    }

    private static int regId(Contact contact) {
        String value = contact.getParameter("reg-id");
        return value != null && value.matches("[1-9]\\d{0,8}") ? Integer.parseInt(value) : 0;
    }

    private static Duration lifetime(Contact contact, ExpiresHeader header, SipSettings settings) throws Refused {
        int own = contact.getExpires();
        Duration asked = own >= 0
                ? Duration.ofSeconds(own)
                : header != null ? Duration.ofSeconds(header.getExpires()) : settings.maxExpires();
        if (asked.isZero()) {
            return asked;
        }
        if (asked.compareTo(settings.minExpires()) < 0) {
            throw new Refused(
                    423,
                    "Interval Too Brief",
                    "a registration holds at least " + settings.minExpires().toSeconds() + " s");
        }
        return asked.compareTo(settings.maxExpires()) > 0 ? settings.maxExpires() : asked;
    }
}
