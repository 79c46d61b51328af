package io.patchbay.media.ice;

/**
 * A check of ours that is not answered yet.
 *
 * @param nominating whether it carries USE-CANDIDATE
 * @param role that it claims
 */
record PendingCheck(
        StunRequest request, CandidatePair pair, boolean nominating, IceRole role, Retransmission retransmission) {}
