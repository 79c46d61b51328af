package io.patchbay.media.dtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.media.srtp.SrtpKeys;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two sessions on one loop that hand each other their datagrams. */
class DtlsSessionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final byte CHANGE_CIPHER_SPEC = 20; // a server's comes in its last flight
    private static final DtlsIdentity ALICE = DtlsIdentity.generate(Clock.systemUTC());
    private static final DtlsIdentity BOB = DtlsIdentity.generate(Clock.systemUTC());

    private final ExecutorService loop = Executors.newSingleThreadExecutor();
    private final HandshakePool pool = new HandshakePool(2);

    @AfterEach
    void nothingIsLeft() throws InterruptedException {
        loop.shutdown();
        assertThat(loop.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
        pool.close();
        await().atMost(PATIENCE).until(() -> pool.pending() == 0);
    }

    @Test
    void bothSidesGetTheSameKeys() {
        End client = new End(DtlsSide.CLIENT, ALICE, BOB.fingerprint(), pool);
        End server = new End(DtlsSide.SERVER, BOB, ALICE.fingerprint(), pool);
        client.begin(server);

        await().atMost(PATIENCE).until(() -> client.keys != null && server.keys != null);
        assertThat(client.keys.suite()).isEqualTo(server.keys.suite());
        assertThat(client.keys.localKey()).isEqualTo(server.keys.remoteKey());
        assertThat(client.keys.localSalt()).isEqualTo(server.keys.remoteSalt());
        assertThat(client.keys.remoteKey()).isEqualTo(server.keys.localKey());
        assertThat(client.keys.localKey()).isNotEqualTo(client.keys.remoteKey());
        client.closes();
        server.closes();
    }

    @Test
    void lostFlightsAreSentAgain() {
        End client = new End(DtlsSide.CLIENT, ALICE, BOB.fingerprint(), pool);
        End server = new End(DtlsSide.SERVER, BOB, ALICE.fingerprint(), pool);
        client.loses = first(datagram -> true);
        server.loses = first(datagram -> true);
        client.begin(server);

        await().atMost(PATIENCE).until(() -> client.keys != null && server.keys != null);
        client.closes();
        server.closes();
    }

    @Test
    void aLostLastFlightIsSentAgainThoughTheServerIsDone() {
        End client = new End(DtlsSide.CLIENT, ALICE, BOB.fingerprint(), pool);
        End server = new End(DtlsSide.SERVER, BOB, ALICE.fingerprint(), pool);
        server.loses = first(datagram -> datagram[0] == CHANGE_CIPHER_SPEC);
        client.begin(server);

        await().atMost(PATIENCE).until(() -> client.keys != null && server.keys != null);
        assertThat(server.lost).isEqualTo(1);
        client.closes();
        server.closes();
    }

    @Test
    void aCertificateOfAnotherEndsIt() {
        End client = new End(DtlsSide.CLIENT, ALICE, ALICE.fingerprint(), pool);
        End server = new End(DtlsSide.SERVER, BOB, ALICE.fingerprint(), pool);
        client.begin(server);

        await().atMost(PATIENCE).until(() -> client.failure != null && server.failure != null);
        assertThat(client.failure).contains("fingerprints differ");
        assertThat(client.keys).isNull();
        assertThat(server.keys).isNull();
    }

    @Test
    void aSilentServerIsGivenUpAtTheDeadline() {
        End client = new End(DtlsSide.CLIENT, ALICE, BOB.fingerprint(), pool, Duration.ofMillis(300));
        End nobody = new End(DtlsSide.SERVER, BOB, ALICE.fingerprint(), pool);
        client.loses = datagram -> true;
        client.begin(nobody);

        await().atMost(PATIENCE).until(() -> client.failure != null);
    }

    @Test
    void closingTellsTheOtherSide() {
        End client = new End(DtlsSide.CLIENT, ALICE, BOB.fingerprint(), pool);
        End server = new End(DtlsSide.SERVER, BOB, ALICE.fingerprint(), pool);
        client.begin(server);
        await().atMost(PATIENCE).until(() -> client.keys != null && server.keys != null);

        server.closes();
        await().atMost(PATIENCE).until(() -> client.closedByPeer);
        assertThat(server.closedByPeer).isFalse();
    }

    @Test
    void closingDuringTheHandshakeFreesItsThread() {
        End client = new End(DtlsSide.CLIENT, ALICE, BOB.fingerprint(), pool);
        client.loses = datagram -> true;
        client.begin(client);
        await().atMost(PATIENCE).until(() -> pool.pending() == 1);

        client.closes();
        await().atMost(PATIENCE).until(() -> pool.pending() == 0);
        assertThat(client.failure).isNull();
    }

    @Test
    void waitsWhileAllThreadsAreTaken() throws InterruptedException {
        HandshakePool one = new HandshakePool(1);
        CountDownLatch release = new CountDownLatch(1);
        assertThat(one.tryExecute(() -> awaitQuietly(release))).isTrue();
        End client = new End(DtlsSide.CLIENT, ALICE, BOB.fingerprint(), pool);
        End server = new End(DtlsSide.SERVER, BOB, ALICE.fingerprint(), one);
        client.begin(server);
        await().atMost(PATIENCE).until(() -> server.dropped.get() > 0);
        assertThat(server.keys).isNull();

        release.countDown();
        await().atMost(PATIENCE).until(() -> client.keys != null && server.keys != null);
        client.closes();
        server.closes();
        one.close();
    }

    @Test
    void garbageDuringTheHandshakeDoesNotEndIt() {
        End client = new End(DtlsSide.CLIENT, ALICE, BOB.fingerprint(), pool);
        End server = new End(DtlsSide.SERVER, BOB, ALICE.fingerprint(), pool);
        loop.execute(() -> {
            server.session.receive(new byte[] {22, 1, 2, 3}, 0, 4);
            server.session.receive(new byte[2_000], 0, 2_000); // longer than any datagram: dropped
        });
        client.begin(server);

        await().atMost(PATIENCE).until(() -> client.keys != null && server.keys != null);
        client.closes();
        server.closes();
    }

    /** Holds for the first one only that {@code wanted} holds for. */
    private static Predicate<byte[]> first(Predicate<byte[]> wanted) {
        AtomicInteger found = new AtomicInteger();
        return datagram -> wanted.test(datagram) && found.getAndIncrement() == 0;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class End implements DtlsListener {
        private final DtlsSession session;
        private final AtomicInteger dropped = new AtomicInteger();
        private volatile Predicate<byte[]> loses = datagram -> false;
        private volatile SrtpKeys keys;
        private volatile String failure;
        private volatile boolean closedByPeer;
        private End other;
        private volatile int lost;

        End(DtlsSide side, DtlsIdentity identity, CertificateFingerprint ofPeer, HandshakePool pool) {
            this(side, identity, ofPeer, pool, DEADLINE);
        }

        End(
                DtlsSide side,
                DtlsIdentity identity,
                CertificateFingerprint ofPeer,
                HandshakePool pool,
                Duration deadline) {
            session = new DtlsSession(side, identity, List.of(ofPeer), pool, deadline, loop, this);
        }

        void begin(End peer) {
            loop.execute(() -> {
                other = peer;
                peer.other = this;
                session.start();
            });
        }

        void closes() {
            loop.execute(session::close);
        }

        @Override
        public void onSend(byte[] datagram) {
            if (loses.test(datagram)) {
                lost = lost + 1;
            } else if (!other.session.receive(datagram, 0, datagram.length)) {
                other.dropped.incrementAndGet();
            }
        }

        @Override
        public void onConnecting() {}

        @Override
        public void onConnected(SrtpKeys agreed) {
            keys = agreed;
        }

        @Override
        public void onFailed(String reason) {
            failure = reason;
        }

        @Override
        public void onClosedByPeer() {
            closedByPeer = true;
        }
    }
}
