package io.patchbay.sip;

/**
 * What the stack holds at this moment and what went by since the start.
 *
 * @param calls INVITE dialogs that have not ended
 * @param serverTransactions and {@code clientTransactions}: those still held, lingering ones included (RFC 3261 §17 lets
 *     them live up to 32 s after the call)
 * @param dialogs held by the stack
 * @param registeredDevices devices with at least one binding
 * @param badMessages messages that could not be parsed, since the start
 * @param retransmissionsReceived requests seen again, since the start
 */
public record SipStatistics(
        int calls,
        int serverTransactions,
        int clientTransactions,
        int dialogs,
        int registeredDevices,
        long badMessages,
        long retransmissionsReceived) {}
