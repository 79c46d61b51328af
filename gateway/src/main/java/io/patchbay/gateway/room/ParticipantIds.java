package io.patchbay.gateway.room;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes ids of participants: 12 characters that nobody guesses and URLs take. */
public final class ParticipantIds {
    private static final SecureRandom RANDOM = new SecureRandom();

    private ParticipantIds() {}

    public static String next() {
        byte[] bytes = new byte[9];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
