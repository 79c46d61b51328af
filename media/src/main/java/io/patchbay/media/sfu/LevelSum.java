package io.patchbay.media.sfu;

/** The audio levels of one producer in one interval. */
final class LevelSum {
    private int packets;
    private int minusDbov;

    void add(int minusDbov) {
        packets++;
        this.minusDbov += minusDbov;
    }

    int packets() {
        return packets;
    }

    /** Mean level, 0 (loudest) to 127; 127 where no packet came. */
    int mean() {
        return packets == 0 ? io.patchbay.media.rtp.AudioLevel.SILENCE : minusDbov / packets;
    }

    void clear() {
        packets = 0;
        minusDbov = 0;
    }
}
