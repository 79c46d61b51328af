package io.patchbay.gateway.call;

import io.patchbay.gateway.http.AdminRequest;
import io.patchbay.gateway.http.AdminRoute;
import io.patchbay.gateway.http.AdminRoute.Method;
import io.patchbay.gateway.http.Problem;
import io.patchbay.media.audio.DtmfKeys;
import io.patchbay.sip.CallId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** Pressing keys for the far end of a call, as for the voice menu of a conference that was called. */
public final class DtmfRoutes {
    private static final int DEADLINE_SECONDS = 2;

    private final Calls calls;

    public DtmfRoutes(Calls calls) {
        this.calls = calls;
    }

    public List<AdminRoute> routes() {
        return List.of(new AdminRoute(Method.POST, "/calls/{callId}/dtmf", this::press));
    }

    /** @param by a {@link KeysBy} in small letters; null for {@code auto} */
    record Press(String keys, String by) {}

    record Pressed(String callId, String keys) {}

    private Pressed press(AdminRequest request) {
        String callId = request.pathParameter("callId");
        Press press = request.body(Press.class);
        DtmfKeys keys = keys(press.keys());
        KeysBy by = by(press.by());
        Call call =
                calls.find(new CallId(callId)).orElseThrow(() -> Problem.notFound("no call has the Call-ID " + callId));
        CompletableFuture<Void> begun = new CompletableFuture<>();
        call.loop().execute(() -> {
            try {
                by.press(call, keys);
                begun.complete(null);
            } catch (RuntimeException e) {
                begun.completeExceptionally(e);
            }
        });
        try {
            begun.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
            return new Pressed(callId, keys.text());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        } catch (TimeoutException e) {
            throw busy();
        } catch (ExecutionException e) {
            throw new Problem(
                    409,
                    "not-established",
                    "No key can be pressed now",
                    e.getCause().getMessage());
        }
    }

    private static DtmfKeys keys(String text) {
        try {
            return new DtmfKeys(text == null ? "" : text);
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest(e.getMessage());
        }
    }

    private static KeysBy by(String word) {
        return Arrays.stream(KeysBy.values())
                .filter(known -> known.word().equals(word == null ? KeysBy.AUTO.word() : word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> Problem.badRequest("keys are sent by %s, not by '%s'"
                        .formatted(
                                Arrays.stream(KeysBy.values()).map(KeysBy::word).collect(Collectors.joining(", ")),
                                word)));
    }

    private static Problem busy() {
        return new Problem(503, "busy", "The call did not answer in time", "try again; the log may say what is slow");
    }
}
