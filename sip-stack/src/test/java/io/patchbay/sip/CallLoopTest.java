package io.patchbay.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class CallLoopTest {
    private final CallLoops loops = new CallLoops(3);
    private final CallLoop loop = loops.newLoop(new CallId("one"));

    @AfterEach
    void close() {
        loops.close();
    }

    @Test
    void runsTasksInTheOrderPostedOneAtATime() throws Exception {
        List<Integer> seen = new ArrayList<>(); // unguarded on purpose: the loop is the guard
        CountDownLatch done = new CountDownLatch(1000);
        for (int i = 0; i < 1000; i++) {
            int number = i;
            loop.execute(() -> {
                seen.add(number);
                done.countDown();
            });
        }
        assertThat(done.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(seen).hasSize(1000).isSorted();
    }

    @Test
    void aTaskKnowsItsOwnerAndItsCallId() throws Exception {
        CompletableFuture<String> inside = new CompletableFuture<>();
        loop.execute(() -> {
            loop.assertOwner();
            inside.complete(MDC.get(CallLoop.MDC_KEY));
        });
        assertThat(inside.get(5, TimeUnit.SECONDS)).isEqualTo("one");
        assertThat(loop.isOwner()).isFalse();
        assertThatThrownBy(loop::assertOwner).hasMessageContaining("call one");
    }

    @Test
    void aTaskThatFailsDoesNotStopTheNext() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        loop.execute(() -> {
            throw new IllegalStateException("expected");
        });
        loop.execute(done::countDown);
        assertThat(done.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aFailureIsToldOnceOnTheLoop() throws Exception {
        List<String> told = new ArrayList<>(); // unguarded on purpose: the loop is the guard
        loop.onFault(fault -> told.add(fault.getMessage() + " " + loop.isOwner()));
        for (String fault : List.of("first", "second")) {
            loop.execute(() -> {
                throw new IllegalStateException(fault);
            });
        }
        CountDownLatch done = new CountDownLatch(1);
        loop.execute(() -> loop.execute(done::countDown));
        assertThat(done.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(told).containsExactly("first true");
    }

    @Test
    void aTimerRunsOnTheLoop() throws Exception {
        CompletableFuture<Boolean> owner = new CompletableFuture<>();
        loop.schedule(Duration.ofMillis(20), () -> owner.complete(loop.isOwner()));
        assertThat(owner.get(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aCancelledTimerIsForgottenAtOnce() {
        loop.schedule(Duration.ofHours(1), () -> {}).cancel(false);
        assertThat(((ScheduledThreadPoolExecutor) loops.timers()).getQueue()).isEmpty();
    }

    @Test
    void afterClosingTasksAreDropped() {
        loops.close();
        loop.execute(() -> {
            throw new AssertionError("must not run");
        });
        assertThat(loop.schedule(Duration.ZERO, () -> {}).isCancelled()).isTrue();
    }
}
