package io.patchbay.gateway;

import io.patchbay.gateway.call.Calls;
import io.patchbay.gateway.http.AdminRequest;
import io.patchbay.gateway.http.AdminRoute;
import io.patchbay.gateway.http.AdminRoute.Method;
import io.patchbay.gateway.http.Problem;
import io.patchbay.sip.EndReason;
import io.patchbay.sip.EndReason.Side;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Empties the appliance of calls without stopping it. */
final class DrainRoutes {
    private static final long LONGEST = Duration.ofHours(24).toSeconds();

    private final Calls calls;

    DrainRoutes(Calls calls) {
        this.calls = calls;
    }

    List<AdminRoute> routes() {
        return List.of(new AdminRoute(Method.POST, "/drain", this::drain));
    }

    /**
     * @param seconds after which the calls still up are ended; null lets them go on
     * @param undo {@code true} takes calls again
     */
    record Drain(String seconds, String undo) {}

    record State(boolean draining, int calls) {}

    private State drain(AdminRequest request) {
        Drain drain = request.body(Drain.class);
        boolean undo = "true".equals(drain.undo());
        calls.takeCalls(undo);
        if (!undo && drain.seconds() != null) {
            endAfter(seconds(drain.seconds()));
        }
        return new State(!undo, calls.count());
    }

    private void endAfter(long seconds) {
        CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS).execute(() -> {
            if (!calls.takesCalls()) { // nobody has undone it meanwhile
                calls.hangUpAll(new EndReason.HungUp(Side.LOCAL, "the appliance is being emptied"));
            }
        });
    }

    private static long seconds(String text) {
        if (!text.matches("[0-9]{1,5}") || Long.parseLong(text) > LONGEST) {
            throw Problem.badRequest("seconds is '%s'; it must be a number from 0 to %d".formatted(text, LONGEST));
        }
        return Long.parseLong(text);
    }
}
