package io.patchbay.sip.jain;

/** What a fuzzer calls: a message is read, or said to be bad; nothing else may be thrown. */
public final class MessageFuzz {
    private static final MessageGuard GUARD = new MessageGuard(65_535);

    private MessageFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        try {
            GUARD.read(data, data.length).encode();
        } catch (BadMessageException e) {
            BadRequest.answer(data, data.length, "Patchbay/test", e);
        }
    }
}
