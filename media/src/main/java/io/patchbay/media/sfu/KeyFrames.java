package io.patchbay.media.sfu;

import io.patchbay.media.rtp.RtpPacket;
import java.util.Locale;

/** Tells whether a packet begins a key frame. */
enum KeyFrames {
    /** A codec that we cannot look into: every packet is as good as any other to begin with. */
    OPAQUE {
        @Override
        boolean beginsAt(byte[] buffer, int at, int end) {
            return true;
        }
    },

    /** RFC 7741 §4.2, §4.3. */
    VP8 {
        @Override
        boolean beginsAt(byte[] buffer, int from, int end) {
            int at = from;
            int descriptor = buffer[at++];
            boolean startOfFirstPartition = (descriptor & 0x17) == 0x10; // S set, partition index 0
            if (!startOfFirstPartition) {
                return false;
            }
            if ((descriptor & 0x80) != 0) {
                if (at >= end) {
                    return false;
                }
                int extension = buffer[at++];
                if ((extension & 0x80) != 0) {
                    at += at < end && (buffer[at] & 0x80) != 0 ? 2 : 1; // picture id
                }
                at += (extension & 0x40) != 0 ? 1 : 0; // TL0PICIDX
                at += (extension & 0x30) != 0 ? 1 : 0; // TID, KEYIDX
            }
            return at < end && (buffer[at] & 0x01) == 0; // P, inverse key frame flag
        }
    },

    /** RFC 6184 §5.2: a sequence parameter set, without which nobody can begin. */
    H264 {
        private static final int SPS = 7;
        private static final int STAP_A = 24;
        private static final int FU_A = 28;

        @Override
        boolean beginsAt(byte[] buffer, int from, int end) {
            int type = buffer[from] & 0x1F;
            if (type == STAP_A) {
                for (int at = from + 1; at + 2 < end; ) {
                    if ((buffer[at + 2] & 0x1F) == SPS) {
                        return true;
                    }
                    at += 2 + ((buffer[at] & 0xFF) << 8 | buffer[at + 1] & 0xFF);
                }
                return false;
            }
            if (type == FU_A) {
                return from + 1 < end && (buffer[from + 1] & 0x80) != 0 && (buffer[from + 1] & 0x1F) == SPS;
            }
            return type == SPS;
        }
    };

    abstract boolean beginsAt(byte[] buffer, int from, int end);

    /** Whether {@code packet}, which has a payload, begins a key frame. */
    boolean begins(RtpPacket packet) {
        int from = packet.payloadOffset();
        return beginsAt(packet.buffer(), from, from + packet.payloadLength());
    }

    static KeyFrames of(String mimeType) {
        return switch (mimeType.toLowerCase(Locale.ROOT)) {
            case "video/vp8" -> VP8;
            case "video/h264" -> H264;
            default -> OPAQUE;
        };
    }
}
