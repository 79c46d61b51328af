package io.patchbay.sip.jain;

import io.patchbay.sip.Binding;

/**
 * A binding and what put it there.
 *
 * @param callId and {@code cseq}: of the REGISTER, against one that overtakes another (RFC 3261 §10.3, step 7)
 */
record Registration(Binding binding, String callId, long cseq) {
    /** Of an earlier run: any REGISTER is later than that. */
    static Registration restored(Binding binding) {
        return new Registration(binding, "", 0);
    }
}
