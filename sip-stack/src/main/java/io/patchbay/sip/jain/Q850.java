package io.patchbay.sip.jain;

/** Causes of the telephone network for SIP statuses (RFC 3398 §8.2.6.1, ITU-T Q.850). */
final class Q850 {
    private static final int NORMAL = 16;
    private static final int TEMPORARY_FAILURE = 41;
    private static final int INTERWORKING = 127;

    private Q850() {}

    /** @param status 200 for a call that ended as it should */
    static int causeOf(int status) {
        return switch (status) {
            case 200, 487 -> NORMAL;
            case 404, 604 -> 1; // unallocated number
            case 486, 600 -> 17; // user busy
            case 480 -> 18; // no user responding
            case 401, 402, 403, 407, 603 -> 21; // call rejected
            case 410 -> 22; // number changed
            case 484 -> 28; // invalid number format
            case 408, 504 -> 102; // recovery on timer expiry
            case 488, 606 -> 88; // incompatible destination
            default -> status >= 500 ? TEMPORARY_FAILURE : INTERWORKING;
        };
    }
}
