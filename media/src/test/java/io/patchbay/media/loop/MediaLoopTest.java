package io.patchbay.media.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MediaLoopTest {
    private final MediaLoop loop = MediaLoop.start("media-loop-test");

    @AfterEach
    void close() {
        loop.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals(loop.name()));
    }

    @Test
    void runsTasksInTheOrderPostedOnItsOwnThread() throws Exception {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            int task = i;
            loop.execute(() -> order.add(task));
        }

        boolean owner = loop.call(loop::isOwner).get(2, TimeUnit.SECONDS);

        assertThat(owner).isTrue();
        assertThat(order).hasSize(1000).isSorted();
        assertThat(loop.isOwner()).isFalse();
    }

    @Test
    void ticksAreExactlyTwentyMillisecondsApart() throws Exception {
        List<Long> due = new CopyOnWriteArrayList<>();
        CountDownLatch enough = new CountDownLatch(10);
        Ticker ticker = nanos -> {
            due.add(nanos);
            enough.countDown();
        };
        loop.execute(() -> loop.addTicker(ticker));

        assertThat(enough.await(5, TimeUnit.SECONDS)).isTrue();

        for (int i = 1; i < 10; i++) {
            assertThat(due.get(i) - due.get(i - 1)).isEqualTo(MediaLoop.TICK_NANOS);
        }
        loop.call(() -> {
                    loop.removeTicker(ticker);
                    return null;
                })
                .get();
        int seen = due.size();
        loop.call(() -> loop.schedule(Duration.ofMillis(60), () -> {})).get();
        assertThat(due).hasSize(seen);
    }

    @Test
    void runsTasksAndTimersAlsoWhereEachTickTakesLongerThanATick() throws Exception {
        Ticker tooMuch = nanos -> LockSupport.parkNanos(MediaLoop.TICK_NANOS * 5 / 4);
        CompletableFuture<Void> fired = new CompletableFuture<>();
        loop.call(() -> {
                    loop.addTicker(tooMuch);
                    return loop.schedule(Duration.ofMillis(200), () -> fired.complete(null));
                })
                .get();

        fired.get(10, TimeUnit.SECONDS);
        loop.call(() -> {
                    loop.removeTicker(tooMuch);
                    return null;
                })
                .get(10, TimeUnit.SECONDS);
    }

    @Test
    void firesTimersInOrderOfTheirTimeAndForgetsCancelledOnes() throws Exception {
        List<String> fired = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> last = new CompletableFuture<>();
        loop.execute(() -> {
            loop.schedule(Duration.ofMillis(40), () -> {
                fired.add("late");
                last.complete(null);
            });
            loop.schedule(Duration.ofMillis(20), () -> fired.add("cancelled")).cancel();
            loop.schedule(Duration.ofMillis(10), () -> fired.add("early"));
        });

        last.get(2, TimeUnit.SECONDS);

        assertThat(fired).containsExactly("early", "late");
    }

    @Test
    void readsItsChannels() throws Exception {
        CompletableFuture<String> received = new CompletableFuture<>();
        DatagramChannel channel =
                DatagramChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        channel.configureBlocking(false);
        loop.call(() -> loop.register(channel, SelectionKey.OP_READ, budget -> {
                    ByteBuffer packet = ByteBuffer.allocate(100);
                    channel.receive(packet);
                    received.complete(new String(packet.array(), 0, packet.position()));
                }))
                .get();

        try (DatagramChannel sender = DatagramChannel.open()) {
            sender.send(ByteBuffer.wrap("hello".getBytes()), channel.getLocalAddress());
        }

        assertThat(received.get(2, TimeUnit.SECONDS)).isEqualTo("hello");
        loop.close();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void afterBeingLateItReadsWhatCameBeforeItTicks() throws Exception {
        List<String> events = new CopyOnWriteArrayList<>();
        DatagramChannel channel =
                DatagramChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        channel.configureBlocking(false);
        try (DatagramChannel sender = DatagramChannel.open()) {
            loop.call(() -> {
                        loop.register(channel, SelectionKey.OP_READ, budget -> {
                            channel.receive(ByteBuffer.allocate(100));
                            events.add("packet");
                        });
                        loop.addTicker(nanos -> events.add("tick"));
                        sender.send(ByteBuffer.wrap(new byte[1]), channel.getLocalAddress());
                        standStill(Duration.ofMillis(100));
                        return null;
                    })
                    .get();
            await().atMost(Duration.ofSeconds(2)).until(() -> events.contains("tick"));
        }
        assertThat(events.get(0)).isEqualTo("packet");
    }

    @Test
    void afterALongStallItLeavesTicksOut() throws Exception {
        List<Long> due = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> ticked = new CompletableFuture<>();
        loop.call(() -> {
                    loop.addTicker(nanos -> {
                        due.add(nanos);
                        ticked.complete(null);
                    });
                    standStill(Duration.ofMillis(700));
                    return null;
                })
                .get();
        ticked.get(2, TimeUnit.SECONDS);
        assertThat(System.nanoTime() - due.get(0))
                .isLessThan(Duration.ofMillis(500).toNanos());
    }

    private static void standStill(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - until < 0) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }

    @Test
    void goesOnAfterFaults() throws Exception {
        loop.execute(() -> {
            throw new IllegalArgumentException("meant by the test");
        });
        loop.execute(() -> loop.addTicker(nanos -> {
            throw new IllegalStateException("meant by the test");
        }));
        CompletableFuture<Void> later = new CompletableFuture<>();
        loop.execute(() -> loop.schedule(Duration.ofMillis(50), () -> later.complete(null)));

        later.get(2, TimeUnit.SECONDS);

        assertThat(loop.statistics().faults()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void handsAFailureBackToWhoCalled() {
        CompletableFuture<Object> result = loop.call(() -> {
            throw new IOException("no such luck");
        });

        assertThatThrownBy(() -> result.get(2, TimeUnit.SECONDS)).hasRootCauseMessage("no such luck");
    }

    @Test
    void refusesStrangersAndLateTasks() {
        assertThatThrownBy(loop::assertOwner).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> loop.schedule(Duration.ZERO, () -> {})).isInstanceOf(IllegalStateException.class);
        loop.close();
        assertThatThrownBy(() -> loop.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }
}
