package io.patchbay.gateway.call;

import io.patchbay.sip.EndReason;
import java.time.Instant;

/** How a call went; {@code answered} is null where it never was. */
record CallOutcome(Instant started, Instant answered, Instant ended, EndReason reason) {}
