package io.patchbay.media.sfu;

/**
 * Ties the NTP clock of one sender to ours, the same for all its streams, so that their sender reports, told anew to
 * receivers in our time, still say which sound belongs to which picture. Belongs to one thread.
 */
final class SenderClock {
    /** 500 ms in NTP's units: beyond it the sender's clock was set, and we begin anew. */
    private static final long STEP = 1L << 31;

    private boolean known;
    private long offset; // ours minus the sender's, in units of 2^-32 s

    /**
     * Takes a sender report.
     *
     * @param theirNtp what it says, as {@link io.patchbay.media.rtp.NtpTime}
     * @param ourNtp when it came
     */
    void onSenderReport(long theirNtp, long ourNtp) {
        long now = ourNtp - theirNtp;
        if (!known || Math.abs(now - offset) > STEP) {
            known = true;
            offset = now;
        }
    }

    /** A moment of the sender's clock in ours; {@link #onSenderReport} must have been called. */
    long ours(long theirNtp) {
        return theirNtp + offset;
    }
}
