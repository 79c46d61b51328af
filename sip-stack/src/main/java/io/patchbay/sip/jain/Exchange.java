package io.patchbay.sip.jain;

import gov.nist.javax.sip.message.SIPResponse;
import io.patchbay.sip.CallLoop;
import io.patchbay.sip.EndReason;
import java.util.function.Consumer;

/**
 * Who waits for the responses to one of our requests. Both run on {@code loop}.
 *
 * @param onResponse each response but retransmissions that the transaction absorbs
 * @param onSilence no final response came in 64*T1, or the request could not be sent
 */
record Exchange(CallLoop loop, Consumer<SIPResponse> onResponse, Consumer<EndReason> onSilence) {}
