package io.patchbay.gateway.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The secret that opens the administration API: made at the first start, kept in the data directory, readable by its owner. */
public final class AdminToken {
    public static final String FILE = "admin.token";

    private static final int BYTES = 32;

    private final byte[] token;

    AdminToken(String token) {
        this.token = token.getBytes(StandardCharsets.UTF_8);
    }

    /** Reads the token, or makes one. */
    public static AdminToken in(Path dataDirectory) throws IOException {
        Path file = dataDirectory.resolve(FILE);
        if (!Files.exists(file)) {
            byte[] random = new byte[BYTES];
            new SecureRandom().nextBytes(random);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, HexFormat.of().formatHex(random) + "\n", StandardOpenOption.TRUNCATE_EXISTING);
        }
        return new AdminToken(read(dataDirectory));
    }

    /** For the command line on the same machine. */
    public static String read(Path dataDirectory) throws IOException {
        String token = Files.readString(dataDirectory.resolve(FILE)).strip();
        if (token.length() < BYTES) {
            throw new IOException(dataDirectory.resolve(FILE) + " is too short; delete it and start again");
        }
        return token;
    }

    /** Whether {@code authorization} is a bearer token (RFC 6750 §2.1) and the right one. Takes the same time for each wrong one. */
    boolean opens(String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return false;
        }
        byte[] shown = authorization.substring(7).strip().getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(shown, token);
    }
}
