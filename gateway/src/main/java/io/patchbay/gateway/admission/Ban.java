package io.patchbay.gateway.admission;

import java.time.Instant;

/**
 * A source that is not heard.
 *
 * @param reason what it did, a sentence's part
 */
record Ban(Source source, String reason, Instant since, Instant until) {}
