package io.patchbay.sip;

import java.time.Duration;

/**
 * Why a request is turned down: the status line, and the words that go into the {@code Reason} header (RFC 3326), the
 * log and the call record alike.
 *
 * @param status a final status from 300 to 699
 * @param phrase the reason phrase of the status line, short
 * @param explanation what was wrong and what would mend it, one sentence
 * @param retryAfter when to try again, in whole seconds (RFC 3261 §20.33); zero says nothing of it
 */
public record Refusal(int status, String phrase, String explanation, Duration retryAfter) {
    /** Without a word on when to try again. */
    public Refusal(int status, String phrase, String explanation) {
        this(status, phrase, explanation, Duration.ZERO);
    }

    public Refusal {
        if (status < 300 || status > 699) {
            throw new IllegalArgumentException("a refusal has a final status from 300 to 699, not " + status);
        }
    }
}
