package io.patchbay.sip.jain;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * Cuts a stream into messages (RFC 3261 §18.3): a head up to its empty line, then as many bytes as Content-Length says.
 * Holds at most one message. Belongs to the thread that reads its connection.
 */
final class StreamFramer {
    private static final int FIRST_SIZE = 2048;

    private final int maxSize;
    private byte[] bytes = new byte[FIRST_SIZE];
    private int length;
    private int messageLength = -1; // -1 until the head is complete
    private int lineBreaks; // between messages
    private boolean pinged;

    StreamFramer(int maxSize) {
        this.maxSize = maxSize;
    }

    /** Takes bytes from {@code in} up to the end of a message: call again until it is used up and this is empty. */
    Optional<byte[]> next(ByteBuffer in) throws BadMessageException {
        while (in.hasRemaining()) {
            byte b = in.get();
            if (length == 0 && (b == '\r' || b == '\n')) {
                countLineBreak(b);
                continue;
            }
            lineBreaks = 0;
            append(b);
            if (isComplete()) {
                return Optional.of(take());
            }
        }
        return Optional.empty();
    }

    /** Whether a double CRLF came since this was last asked: a keep-alive that wants a CRLF back (RFC 5626 §4.4.1). */
    boolean takePing() {
        boolean was = pinged;
        pinged = false;
        return was;
    }

    private void countLineBreak(byte b) {
        if (b == '\n' && ++lineBreaks == 2) {
            pinged = true;
            lineBreaks = 0;
        }
    }

    private void append(byte b) throws BadMessageException {
        if (length == maxSize) {
            throw new BadMessageException("a message of more than " + maxSize + " bytes");
        }
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(maxSize, 2 * bytes.length));
        }
        bytes[length++] = b;
    }

    private boolean isComplete() throws BadMessageException {
        if (messageLength < 0 && endsHead()) {
            // A stream's message without one cannot be cut off (RFC 3261 §18.3): it is taken to have no body.
            long wanted = (long) length + DeclaredLength.in(bytes, length).orElse(0);
            if (wanted > maxSize) {
                throw new BadMessageException("a message of " + wanted + " bytes; " + maxSize + " are allowed");
            }
            messageLength = (int) wanted;
        }
        return messageLength == length;
    }

    /** Whether the last byte completes an empty line. */
    private boolean endsHead() {
        if (bytes[length - 1] != '\n') {
            return false;
        }
        int before = length - 2;
        if (before >= 0 && bytes[before] == '\r') {
            before--;
        }
        return before >= 0 && bytes[before] == '\n';
    }

    private byte[] take() {
        byte[] message = Arrays.copyOf(bytes, length);
        bytes = new byte[FIRST_SIZE];
        length = 0;
        messageLength = -1;
        return message;
    }

    /** What has come of a message that never became complete, for the answer that says so. */
    byte[] unfinished() {
        return Arrays.copyOf(bytes, length);
    }
}
