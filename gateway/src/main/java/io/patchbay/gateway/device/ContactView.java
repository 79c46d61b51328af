package io.patchbay.gateway.device;

import io.patchbay.sip.Binding;
import io.patchbay.sip.ContactState;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * A contact of a device as the API shows it.
 *
 * @param contact its URI
 * @param address where its packets come from
 * @param behindNat whether that is elsewhere than its URI says
 * @param q from 0 to 1: the highest is rung first
 * @param reachable {@code reachable}, {@code unreachable}, or {@code unknown} where nobody asks it
 * @param rttMillis of the last OPTIONS; null where none was answered
 */
public record ContactView(
        String contact,
        String address,
        String transport,
        boolean behindNat,
        double q,
        String userAgent,
        Instant since,
        Instant expires,
        String reachable,
        Double rttMillis) {
    private static final double NANOS_PER_MILLI = Duration.ofMillis(1).toNanos();

    static ContactView of(ContactState state) {
        Binding binding = state.binding();
        return new ContactView(
                binding.contact(),
                binding.target().address().getAddress().getHostAddress() + ":"
                        + binding.target().address().getPort(),
                binding.target().transport(),
                state.isBehindNat(),
                binding.preference() / (double) Binding.FIRST,
                binding.userAgent(),
                binding.since(),
                binding.expires(),
                state.reachability().name().toLowerCase(Locale.ROOT),
                state.roundTrip().map(time -> time.toNanos() / NANOS_PER_MILLI).orElse(null));
    }
}
