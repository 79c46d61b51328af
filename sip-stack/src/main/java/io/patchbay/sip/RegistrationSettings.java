package io.patchbay.sip;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * A registration of ours at a provider (RFC 3261 §10.2).
 *
 * @param addressOfRecord what is registered; its host is the provider's domain
 * @param contactUser the user part by which the provider calls us
 * @param credentials for its challenge
 * @param expires how long a registration is asked to last
 * @param targets where its registrar is, best first; asked anew at each attempt on the registration's loop and must not
 *     block. Empty while it is not known
 * @param firstRetry the wait after the first failure; doubled after each further one, up to 64 times as long
 */
public record RegistrationSettings(
        SipAddress addressOfRecord,
        String contactUser,
        Credentials credentials,
        Duration expires,
        Supplier<List<SipTarget>> targets,
        Duration firstRetry) {
    public RegistrationSettings {
        if (expires.toSeconds() < 1) {
            throw new IllegalArgumentException("a registration lasts a second at least, not " + expires);
        }
    }
}
