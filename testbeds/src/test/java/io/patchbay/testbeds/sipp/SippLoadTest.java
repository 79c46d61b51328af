package io.patchbay.testbeds.sipp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SippLoadTest {

    @Test
    void countsItsCallsToSippsOwnAnsweringSide() {
        assumeTrue(Sipp.whyNot().isEmpty(), Sipp::whyNot);
        try (SippUas uas = SippUas.start()) {
            InetSocketAddress media = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);

            LoadResult result =
                    new SippLoad(uas.address(), media, 2, Duration.ofMillis(10)).run(20, Duration.ofSeconds(1));

            assertThat(result.created()).isEqualTo(20);
            assertThat(result.successful()).isEqualTo(20);
            assertThat(result.failed()).isZero();
            assertThat(result.seconds()).isBetween(0.9, 5.0);
        }
    }

    @Test
    void countsWhatNobodyAnswers() {
        assumeTrue(Sipp.whyNot().isEmpty(), Sipp::whyNot);
        InetSocketAddress nobody = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);

        LoadResult result = new SippLoad(nobody, nobody, 1, Duration.ofMillis(10)).run(5, Duration.ofSeconds(1));

        assertThat(result.successful()).isZero();
        assertThat(result.isClean()).isFalse();
    }
}
