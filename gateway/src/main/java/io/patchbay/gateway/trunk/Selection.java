package io.patchbay.gateway.trunk;

import io.patchbay.gateway.route.Attempt;
import java.util.List;

/**
 * Which trunks a call can go through.
 *
 * @param paths in the order in which they are to be tried
 * @param passedOver those that do not fit, with the reason why
 */
public record Selection(List<CallPath> paths, List<Attempt> passedOver) {
    public Selection {
        paths = List.copyOf(paths);
        passedOver = List.copyOf(passedOver);
    }
}
