package io.patchbay.media.sfu;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class KeyFrameRequestsTest {
    private final KeyFrameRequests requests = new KeyFrameRequests(() -> {});

    @Test
    void theFirstGoesOutAtOnce() {
        requests.request(at(0));
        assertThat(requests.sent()).isEqualTo(1);
    }

    @Test
    void manyWithinASecondBecomeTwo() {
        for (int millis = 0; millis < 1_000; millis += 10) {
            requests.request(at(millis));
            requests.onTick(at(millis));
        }
        assertThat(requests.sent()).isEqualTo(1);
        requests.onTick(at(1_000));
        assertThat(requests.sent()).isEqualTo(2);
    }

    @Test
    void aKeyFrameAnswersThemAll() {
        requests.request(at(0));
        requests.request(at(100));
        requests.onKeyFrame();
        requests.onTick(at(2_000));
        assertThat(requests.sent()).isEqualTo(1);
    }

    @Test
    void oneThatComesAfterTheKeyFrameWaitsForTheSecondToPass() {
        requests.request(at(0));
        requests.onKeyFrame();
        requests.request(at(300));
        assertThat(requests.sent()).isEqualTo(1);
        requests.onTick(at(999));
        assertThat(requests.sent()).isEqualTo(1);
        requests.onTick(at(1_000));
        assertThat(requests.sent()).isEqualTo(2);
    }

    @Test
    void givesUpOnASenderThatSendsNone() {
        requests.request(at(0));
        for (int millis = 0; millis < 60_000; millis += 20) {
            requests.onTick(at(millis));
        }
        assertThat(requests.sent()).isEqualTo(5);
        requests.request(at(60_000));
        assertThat(requests.sent()).isEqualTo(6);
    }

    private static long at(long millis) {
        return Duration.ofSeconds(1_000).plusMillis(millis).toNanos();
    }
}
