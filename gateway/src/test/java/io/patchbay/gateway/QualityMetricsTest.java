package io.patchbay.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.gateway.metrics.Metrics;
import io.patchbay.media.quality.CallQuality;
import io.patchbay.media.quality.LossFigures;
import io.patchbay.media.quality.ReceivedQuality;
import io.patchbay.media.quality.SentQuality;
import org.junit.jupiter.api.Test;

class QualityMetricsTest {
    @Test
    void countsEachCallOnceInFewBuckets() {
        try (Metrics metrics = new Metrics()) {
            QualityMetrics quality = new QualityMetrics(metrics);
            quality.add(sounding(100, 4.38));
            quality.add(sounding(100, 3.9));
            quality.add(sounding(0, Double.NaN)); // nobody was there

            assertThat(value(metrics, "patchbay_call_mos_bucket{direction=\"received\",le=\"4.0\""))
                    .isEqualTo(1);
            assertThat(value(metrics, "patchbay_call_mos_bucket{direction=\"received\",le=\"4.4\""))
                    .isEqualTo(2);
            assertThat(value(metrics, "patchbay_call_mos_count{direction=\"received\""))
                    .isEqualTo(2);
            assertThat(value(metrics, "patchbay_call_mos_count{direction=\"sent\""))
                    .isZero();
            assertThat(metrics.scrape().lines().filter(line -> line.startsWith("patchbay_call_")))
                    .hasSizeLessThan(120);
        }
    }

    private static double value(Metrics metrics, String beginning) {
        String line = metrics.scrape()
                .lines()
                .filter(candidate -> candidate.startsWith(beginning))
                .findFirst()
                .orElseThrow();
        return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }

    private static CallQuality sounding(long packets, double mos) {
        double unknown = Double.NaN;
        return new CallQuality(
                new ReceivedQuality(packets, 0, 0, 0, new LossFigures(0, 0, 0, 0, 0, 1), 1, 2, 0, 40, unknown, 90, mos),
                new SentQuality(packets, 0, unknown, unknown, unknown, unknown, unknown, null),
                unknown,
                unknown);
    }
}
