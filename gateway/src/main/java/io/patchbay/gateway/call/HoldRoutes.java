package io.patchbay.gateway.call;

import io.patchbay.gateway.http.AdminRequest;
import io.patchbay.gateway.http.AdminRoute;
import io.patchbay.gateway.http.AdminRoute.Method;
import io.patchbay.gateway.http.Problem;
import io.patchbay.media.sdp.Direction;
import io.patchbay.sip.CallId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Holding phones, as an operator asks for it. */
public final class HoldRoutes {
    /** Two rounds of glare fit in; a phone that does not answer at all ends its call by itself. */
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final Calls calls;

    public HoldRoutes(Calls calls) {
        this.calls = calls;
    }

    public List<AdminRoute> routes() {
        return List.of(
                new AdminRoute(Method.POST, "/calls/{callId}/hold", this::hold),
                new AdminRoute(Method.POST, "/calls/{callId}/unhold", request -> change(request, Direction.SENDRECV)));
    }

    /** @param direction {@code sendonly} or {@code inactive}; null for the first */
    record Hold(String direction) {}

    record Held(String callId, String hold) {}

    private Held hold(AdminRequest request) {
        String direction = request.body(Hold.class).direction();
        if (direction == null || direction.equals("sendonly")) {
            return change(request, Direction.SENDONLY);
        }
        if (direction.equals("inactive")) {
            return change(request, Direction.INACTIVE);
        }
        throw Problem.badRequest("a phone is held by direction sendonly or inactive, not '%s'".formatted(direction));
    }

    private Held change(AdminRequest request, Direction direction) {
        String callId = request.pathParameter("callId");
        Call call =
                calls.find(new CallId(callId)).orElseThrow(() -> Problem.notFound("no call has the Call-ID " + callId));
        CompletableFuture<Held> changed = new CompletableFuture<>();
        call.loop().execute(() -> call.hold(direction).whenComplete((done, failure) -> {
            if (failure == null) {
                changed.complete(new Held(callId, call.held()));
            } else {
                changed.completeExceptionally(failure);
            }
        }));
        try {
            return changed.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw late();
        } catch (TimeoutException e) {
            throw late();
        } catch (ExecutionException e) {
            throw new Problem(
                    409,
                    "not-held",
                    "The call stays as it was",
                    String.valueOf(e.getCause().getMessage()));
        }
    }

    private static Problem late() {
        return new Problem(
                504,
                "no-answer",
                "The phone has not answered yet",
                "it was asked, and may still do it: look at the call's hold");
    }
}
