package io.patchbay.sip.jain;

import gov.nist.javax.sip.header.AuthenticationHeader;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.patchbay.sip.SipApplication;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;

/** Challenges and checks devices by digest (RFC 3261 §22, RFC 7616, RFC 8760). Any thread. */
final class DigestServer {
    private static final String QOP = "auth";

    /** What a request's Authorization proves. */
    enum Outcome {
        /** Nothing for our realm: challenge. */
        NONE,
        /** The digest is right. */
        PROVEN,
        /** The digest is right, but made with a nonce that is used up: challenge with stale, the device needs no new password. */
        STALE,
        /** Made with a nonce of ours, and wrong: the password is not what we know. */
        WRONG
    }

    /**
     * @param device whom the credentials name, the user part of its address-of-record; empty without credentials
     */
    record Result(Outcome outcome, String device) {}

    private final String realm;
    private final SipApplication application;
    private final Nonces nonces;

    DigestServer(String realm, SipApplication application, Nonces nonces) {
        this.realm = realm;
        this.application = application;
        this.nonces = nonces;
    }

    /**
     * Adds the challenge to a 401, for MD5. A second one for SHA-256, as RFC 8760 has it, would be read by few and gives up
     * the registration of some: libre before 2.0, and with it Debian 12's baresip, fails at any challenge that is not MD5.
     * SHA-256 is taken from those who answer with it.
     */
    void challenge(SIPResponse response, boolean stale) {
        Headers.add(
                response,
                "WWW-Authenticate",
                "Digest realm=" + Headers.quoted(realm) + ",nonce=\"" + nonces.next() + "\",algorithm="
                        + DigestHash.MD5.token() + ",qop=\"" + QOP + "\"" + (stale ? ",stale=true" : ""));
    }

    Result check(SIPRequest request) {
        Result best = new Result(Outcome.NONE, "");
        for (Iterator<?> headers = request.getHeaders("Authorization"); headers.hasNext(); ) {
            if (headers.next() instanceof AuthenticationHeader header && isForUs(header)) {
                best = check(header, request.getMethod());
                if (best.outcome() == Outcome.PROVEN) {
                    return best;
                }
            }
        }
        return best;
    }

    private boolean isForUs(AuthenticationHeader header) {
        return "digest".equalsIgnoreCase(header.getScheme()) && realm.equals(header.getParameter("realm"));
    }

    private Result check(AuthenticationHeader header, String method) {
        String user = text(header, "username");
        String device = (user.indexOf('@') < 0 ? user : user.substring(0, user.indexOf('@'))).toLowerCase(Locale.ROOT);
        String nonce = text(header, "nonce");
        Nonces.Verdict verdict = nonces.judge(nonce);
        Optional<DigestHash> hash = DigestHash.of(header.getParameter("algorithm"));
        if (verdict == Nonces.Verdict.FOREIGN || hash.isEmpty()) {
            return new Result(Outcome.NONE, device);
        }
        String qop = header.getParameter("qop");
        String nc = text(header, "nc");
        if (qop != null && !(Headers.unquoted(qop).equalsIgnoreCase(QOP) && nc.matches("[0-9a-fA-F]{8}"))) {
            return new Result(Outcome.WRONG, device);
        }
        // An unknown device costs the same time and gets the same answer as a wrong password.
        Optional<String> password = application.passwordOf(device, method);
        String expected = hash.get()
                .response(
                        user,
                        realm,
                        password.orElse("no such device"),
                        method,
                        text(header, "uri"),
                        nonce,
                        qop == null ? null : Headers.unquoted(qop),
                        nc,
                        text(header, "cnonce"));
        boolean right = isEqual(expected, text(header, "response").toLowerCase(Locale.ROOT)) && password.isPresent();
        if (!right) {
            return new Result(verdict == Nonces.Verdict.FRESH ? Outcome.WRONG : Outcome.NONE, device);
        }
        boolean counts = verdict == Nonces.Verdict.FRESH && nonces.use(nonce, qop == null ? 1 : Long.parseLong(nc, 16));
        return new Result(counts ? Outcome.PROVEN : Outcome.STALE, device);
    }

    private static boolean isEqual(String a, String b) {
        return MessageDigest.isEqual(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(AuthenticationHeader header, String name) {
        String value = header.getParameter(name);
        return value == null ? "" : Headers.unquoted(value);
    }
}
