package io.patchbay.sip.jain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A phone that registers; its digest is computed without the code under test. */
final class Device {
    private final RawPeer peer;
    private final String user;
    private final String password;
    private final String callId = UUID.randomUUID().toString();
    private int cseq;

    Device(RawPeer peer, String user, String password) {
        this.peer = peer;
        this.user = user;
        this.password = password;
    }

    String uri() {
        return "sip:" + user + "@127.0.0.1:" + peer.port();
    }

    String contact() {
        return "Contact: <" + uri() + ">\r\n";
    }

    String register(String headers) {
        cseq++;
        return "REGISTER " + registrar() + " SIP/2.0\r\n"
                + "Via: SIP/2.0/" + peer.transport() + " 127.0.0.1:" + peer.port() + ";branch=" + Phone.branch()
                + ";rport\r\n"
                + "Max-Forwards: 70\r\n"
                + "From: <sip:" + user + "@127.0.0.1>;tag=reg\r\n"
                + "To: <sip:" + user + "@127.0.0.1>\r\n"
                + "Call-ID: " + callId + "\r\n"
                + "CSeq: " + cseq + " REGISTER\r\n"
                + headers
                + "Content-Length: 0\r\n\r\n";
    }

    String register(String headers, SipText challenge, String algorithm) {
        return register(headers + authorization(challenge, algorithm, "REGISTER", 1));
    }

    private String registrar() {
        return "sip:127.0.0.1:" + peer.targetPort();
    }

    /** An Authorization header field that answers the challenge, by whatever algorithm the device prefers. */
    String authorization(SipText challenge, String algorithm, String method, int count) {
        String header = challenge.header("WWW-Authenticate");
        String realm = parameter(header, "realm");
        String nonce = parameter(header, "nonce");
        String nc = String.format("%08x", count);
        String ha1 = hash(algorithm, user + ":" + realm + ":" + password);
        String ha2 = hash(algorithm, method + ":" + registrar());
        String response = hash(algorithm, ha1 + ":" + nonce + ":" + nc + ":0a4f113b:auth:" + ha2);
        return "Authorization: Digest username=\"" + user + "\", realm=\"" + realm + "\", nonce=\"" + nonce
                + "\", uri=\"" + registrar() + "\", response=\"" + response + "\", algorithm=" + algorithm
                + ", cnonce=\"0a4f113b\", qop=auth, nc=" + nc + "\r\n";
    }

    private static String parameter(String header, String name) {
        Matcher matcher = Pattern.compile(name + "=\"([^\"]*)\"").matcher(header);
        if (!matcher.find()) {
            throw new AssertionError("no " + name + " in " + header);
        }
        return matcher.group(1);
    }

    private static String hash(String algorithm, String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
