package io.patchbay.sip;

/**
 * Why a request is turned down: the status line, and the words that go into the {@code Reason} header (RFC 3326), the
 * log and the call record alike.
 *
 * @param status a final status from 300 to 699
 * @param phrase the reason phrase of the status line, short
 * @param explanation what was wrong and what would mend it, one sentence
 */
public record Refusal(int status, String phrase, String explanation) {
    public Refusal {
        if (status < 300 || status > 699) {
            throw new IllegalArgumentException("a refusal has a final status from 300 to 699, not " + status);
        }
    }
}
