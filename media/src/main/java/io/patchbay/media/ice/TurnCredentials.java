package io.patchbay.media.ice;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.ice4j.attribute.Attribute;
import org.ice4j.attribute.AttributeFactory;

/** The long-term credentials for one server, with the realm and nonce that it gave (RFC 8489 §9.2). Belongs to the call's loop. */
final class TurnCredentials {
    private final TurnServer server;
    private byte[] realm; // null before the server named one
    private byte[] nonce;
    private byte[] key;

    TurnCredentials(TurnServer server) {
        this.server = server;
    }

    boolean areKnown() {
        return key != null;
    }

    /** What is needed to ask again after a 401 or 438; false where the response does not say it. */
    boolean learn(StunResponse response) {
        Optional<byte[]> newRealm = response.value(Attribute.REALM);
        Optional<byte[]> newNonce = response.value(Attribute.NONCE);
        if (newNonce.isEmpty() || newRealm.isEmpty() && realm == null) {
            return false;
        }
        nonce = newNonce.get();
        realm = newRealm.orElse(realm);
        key = key();
        return true;
    }

    private byte[] key() {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5"); // RFC 8489 §9.2.2
            md5.update((server.username() + ":").getBytes(StandardCharsets.UTF_8));
            md5.update(realm);
            return md5.digest((":" + server.password()).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }

    StunRequest sign(StunRequest request) {
        if (key != null) {
            request.with(AttributeFactory.createUsernameAttribute(server.username()))
                    .with(AttributeFactory.createRealmAttribute(realm))
                    .with(AttributeFactory.createNonceAttribute(nonce));
        }
        return request.signed(key);
    }

    /** Whether a success is the server's own. */
    boolean isAuthentic(StunResponse response) {
        return key != null && response.isAuthentic(key);
    }
}
