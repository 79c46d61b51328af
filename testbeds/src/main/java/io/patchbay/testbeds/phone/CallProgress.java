package io.patchbay.testbeds.phone;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** How far a call has come. Written on the SIP thread, waited for by others. */
final class CallProgress {
    private final Phone phone;
    private final String callId;
    private final List<Integer> statuses = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> ringing = new CompletableFuture<>();
    private final CompletableFuture<Void> speakingEarly = new CompletableFuture<>();
    private final CompletableFuture<Void> answered = new CompletableFuture<>();
    private final CompletableFuture<Void> acknowledged = new CompletableFuture<>();
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private volatile int repeatedAnswers;

    CallProgress(Phone phone, String callId) {
        this.phone = phone;
        this.callId = callId;
    }

    /** Notes a response to the INVITE, a repeated one once. */
    void status(int status) {
        if (statuses.isEmpty() || statuses.get(statuses.size() - 1) != status) {
            statuses.add(status);
        }
    }

    void rings() {
        ringing.complete(null);
    }

    void speaksEarly() {
        speakingEarly.complete(null);
    }

    void isAnswered() {
        answered.complete(null);
    }

    void isAnsweredAgain() {
        repeatedAnswers = repeatedAnswers + 1; // the SIP thread alone writes it
    }

    void isAcknowledged() {
        acknowledged.complete(null);
    }

    /** Whether this ended it: the first reason is kept. */
    boolean ends(String how) {
        if (!ended.complete(how)) {
            return false;
        }
        IllegalStateException over = new IllegalStateException("the call ended: " + how);
        List.of(ringing, speakingEarly, answered, acknowledged).forEach(event -> event.completeExceptionally(over));
        return true;
    }

    boolean wasAnswered() {
        return answered.isDone() && !answered.isCompletedExceptionally();
    }

    boolean hasEnded() {
        return ended.isDone();
    }

    List<Integer> statuses() {
        return List.copyOf(statuses);
    }

    int repeatedAnswers() {
        return repeatedAnswers;
    }

    void awaitRinging(Duration deadline) {
        await(ringing, deadline, "ring");
    }

    void awaitEarlyMedia(Duration deadline) {
        await(speakingEarly, deadline, "have early media");
    }

    void awaitAnswered(Duration deadline) {
        await(answered, deadline, "be answered");
    }

    void awaitAcknowledged(Duration deadline) {
        await(acknowledged, deadline, "be acknowledged");
    }

    String awaitEnded(Duration deadline) {
        return await(ended, deadline, "end");
    }

    private <T> T await(CompletableFuture<T> event, Duration deadline, String what) {
        try {
            return event.copy()
                    .orTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException e) {
            String why = e.getCause().getMessage() == null
                    ? "time is up"
                    : e.getCause().getMessage();
            throw new AssertionError(
                    "call %s of %s did not %s within %s (%s); so far:%n%s"
                            .formatted(callId, phone.settings().user(), what, deadline, why, phone.transcript()),
                    e);
        }
    }
}
