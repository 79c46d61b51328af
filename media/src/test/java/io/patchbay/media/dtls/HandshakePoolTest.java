package io.patchbay.media.dtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HandshakePoolTest {
    private final HandshakePool pool = new HandshakePool(8);
    private final CountDownLatch hanging = new CountDownLatch(1);

    @AfterEach
    void close() {
        hanging.countDown();
        pool.close();
    }

    private boolean hang(String source) {
        return pool.tryExecute(source, () -> {
            try {
                hanging.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Test
    void oneSourceHasAQuarterAtMostAndTheRestIsForOthers() {
        assertThat(hang("hostile")).isTrue();
        assertThat(hang("hostile")).isTrue();
        assertThat(hang("hostile")).isFalse();
        for (int i = 0; i < 6; i++) {
            assertThat(hang("other " + i)).isTrue();
        }
        assertThat(hang("one too many")).isFalse();
        assertThat(pool.pending()).isEqualTo(8);
    }

    @Test
    void whatHasEndedCountsNoMore() {
        hang("slow");
        hang("slow");
        hanging.countDown();
        await().until(() -> pool.pending() == 0);
        assertThat(hang("slow")).isTrue();
    }
}
