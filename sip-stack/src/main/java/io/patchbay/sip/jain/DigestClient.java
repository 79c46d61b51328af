package io.patchbay.sip.jain;

import gov.nist.javax.sip.header.AuthenticationHeader;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.patchbay.sip.Credentials;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Function;

/** Answers digest challenges to our own requests (RFC 3261 §22.2). No state. */
final class DigestClient {
    private static final String COUNT = "00000001"; // each challenge is answered once

    private DigestClient() {}

    /**
     * The header that answers the challenge in {@code response}, ready to be added to the repeated request.
     *
     * @param credentialsFor asked with the realm
     * @return empty where there is no challenge that we can answer
     */
    static Optional<Answer> answer(
            SIPRequest request, SIPResponse response, Function<String, Optional<Credentials>> credentialsFor) {
        boolean isProxy = response.getStatusCode() == 407;
        Iterator<?> challenges = response.getHeaders(isProxy ? "Proxy-Authenticate" : "WWW-Authenticate");
        while (challenges.hasNext()) {
            if (challenges.next() instanceof AuthenticationHeader challenge
                    && "digest".equalsIgnoreCase(challenge.getScheme())) {
                Optional<DigestHash> hash = DigestHash.of(challenge.getParameter("algorithm"));
                String realm = challenge.getParameter("realm");
                Optional<Credentials> credentials =
                        hash.isEmpty() || realm == null ? Optional.empty() : credentialsFor.apply(realm);
                if (credentials.isPresent()) {
                    String value = write(request, challenge, hash.get(), credentials.get());
                    return Optional.of(new Answer(isProxy ? "Proxy-Authorization" : "Authorization", value));
                }
            }
        }
        return Optional.empty();
    }

    private static String write(
            SIPRequest request, AuthenticationHeader challenge, DigestHash hash, Credentials credentials) {
        String realm = challenge.getParameter("realm");
        String nonce = challenge.getParameter("nonce");
        String offered = challenge.getParameter("qop");
        String qop = offered != null && offered.contains("auth") ? "auth" : null;
        String cnonce = ClientRequests.token(8);
        String uri = request.getRequestURI().toString();
        String response = hash.response(
                credentials.user(), realm, credentials.password(), request.getMethod(), uri, nonce, qop, COUNT, cnonce);
        StringBuilder value = new StringBuilder("Digest username=").append(Headers.quoted(credentials.user()));
        value.append(",realm=").append(Headers.quoted(realm));
        value.append(",nonce=").append(Headers.quoted(nonce));
        value.append(",uri=").append(Headers.quoted(uri));
        value.append(",response=\"").append(response).append("\",algorithm=").append(hash.token());
        if (qop != null) {
            value.append(",qop=auth,nc=")
                    .append(COUNT)
                    .append(",cnonce=\"")
                    .append(cnonce)
                    .append('"');
        }
        String opaque = challenge.getParameter("opaque");
        if (opaque != null) {
            value.append(",opaque=").append(Headers.quoted(opaque));
        }
        return value.toString();
    }

    /** A header field: its name and its value. */
    record Answer(String header, String value) {}
}
