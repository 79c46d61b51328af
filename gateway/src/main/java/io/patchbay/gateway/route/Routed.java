package io.patchbay.gateway.route;

import java.util.List;

/**
 * Where a call goes.
 *
 * @param attempts the rules that were looked at, in order, each with why it did not fit, or that it did
 */
public record Routed(Destination destination, List<Attempt> attempts) {
    public Routed {
        attempts = List.copyOf(attempts);
    }
}
