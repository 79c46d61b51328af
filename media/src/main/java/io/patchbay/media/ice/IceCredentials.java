package io.patchbay.media.ice;

import java.security.SecureRandom;

/** A username fragment and its password (RFC 8445 §5.3). */
public record IceCredentials(String usernameFragment, String password) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int FRAGMENT_LENGTH = 16; // 82 bits: no two transports of a process share one
    private static final int PASSWORD_LENGTH = 32;

    public static IceCredentials random() {
        return new IceCredentials(letters(FRAGMENT_LENGTH), letters(PASSWORD_LENGTH));
    }

    private static String letters(int count) {
        StringBuilder letters = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            letters.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return letters.toString();
    }

    @Override
    public String toString() {
        return "IceCredentials[" + usernameFragment + "]";
    }
}
