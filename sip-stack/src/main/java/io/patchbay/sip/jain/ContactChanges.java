package io.patchbay.sip.jain;

import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.ContactList;
import gov.nist.javax.sip.message.SIPRequest;
import io.patchbay.sip.Refusal;
import io.patchbay.sip.SipSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sip.header.ExpiresHeader;

/**
 * What a REGISTER asks for (RFC 3261 §10.3, steps 6 and 7).
 *
 * @param everythingGoes {@code Contact: *} with {@code Expires: 0}
 * @param lifetimes for each contact URI how long it shall hold, zero where it shall go
 */
record ContactChanges(boolean everythingGoes, Map<String, Duration> lifetimes) {
    private static final int MAX_CONTACTS = 10;

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
            return new ContactChanges(false, Map.of()); // a query
        }
        ExpiresHeader header = request.getExpires();
        if (contacts.iterator().next().isWildCard()) {
            if (contacts.size() > 1 || header == null || header.getExpires() != 0) {
                throw new Refused(400, "Bad Request", "Contact: * stands alone and with Expires: 0");
            }
            return new ContactChanges(true, Map.of());
        }
        if (contacts.size() > MAX_CONTACTS) {
            throw new Refused(403, "Forbidden", "more than " + MAX_CONTACTS + " contacts for one device");
        }
        Map<String, Duration> lifetimes = new LinkedHashMap<>();
        for (Contact contact : contacts) {
            if (contact.isWildCard()) {
                throw new Refused(400, "Bad Request", "Contact: * stands alone and with Expires: 0");
            }
            lifetimes.put(contact.getAddress().getURI().toString(), lifetime(contact, header, settings));
        }
        return new ContactChanges(false, lifetimes);
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
