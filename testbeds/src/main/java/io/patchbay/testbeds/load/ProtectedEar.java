package io.patchbay.testbeds.load;

import io.patchbay.testbeds.phone.PhoneCodec;
import java.nio.ByteBuffer;

/** Keeps the packets of the last seconds of one protected Opus stream, to be decrypted and listened to afterwards. Belongs to the loop until it has ended. */
final class ProtectedEar {
    private static final int ROLLOVERS = 2; // a stream of an hour has wrapped thrice; ours live minutes

    private final byte[][] packets = new byte[Voice.CYCLE_PACKETS][];
    private final SrtpGcm srtp;
    private int ssrc;
    private boolean listening;
    private long count;

    ProtectedEar(byte[] keys) {
        srtp = new SrtpGcm(keys);
    }

    void listen(int stream) {
        ssrc = stream;
        listening = true;
        count = 0;
    }

    /** Keeps a copy of a packet of the stream listened to. */
    void packet(ByteBuffer in, int length) {
        if (listening && in.getInt(8) == ssrc) {
            byte[] copy = new byte[length];
            in.get(0, copy);
            packets[(int) (count++ % packets.length)] = copy;
        }
    }

    boolean hears(double mark) {
        Ear ear = new Ear(PhoneCodec.OPUS);
        for (long i = Math.max(0, count - packets.length); i < count; i++) {
            byte[] packet = packets[(int) (i % packets.length)];
            byte[] payload = null;
            for (int rollover = 0; payload == null && rollover < ROLLOVERS; rollover++) {
                payload = srtp.payload(packet, rollover);
            }
            if (payload != null) {
                ear.packet(payload);
            }
        }
        return ear.hears(mark);
    }
}
