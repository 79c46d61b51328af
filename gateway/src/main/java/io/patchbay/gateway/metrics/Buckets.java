package io.patchbay.gateway.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Arrays;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleConsumer;

/** Counts how great figures were. (Micrometer's own distributions round them up to whole numbers first.) Any thread. */
final class Buckets implements DoubleConsumer {
    private final Labels labels;
    private final double[] upperEnds; // the last is infinite
    private final LongAdder[] counts;
    private final DoubleAdder sum = new DoubleAdder();

    Buckets(Labels labels, double[] upperEnds) {
        this.labels = labels;
        this.upperEnds = Arrays.copyOf(upperEnds, upperEnds.length + 1);
        this.upperEnds[upperEnds.length] = Double.POSITIVE_INFINITY;
        counts = new LongAdder[this.upperEnds.length];
        Arrays.setAll(counts, i -> new LongAdder());
    }

    @Override
    public void accept(double figure) {
        int bucket = 0;
        while (figure > upperEnds[bucket]) {
            bucket++;
        }
        counts[bucket].increment();
        sum.add(figure);
    }

    HistogramDataPointSnapshot snapshot() {
        long[] now = Arrays.stream(counts).mapToLong(LongAdder::sum).toArray();
        return HistogramDataPointSnapshot.builder()
                .labels(labels)
                .classicHistogramBuckets(ClassicHistogramBuckets.of(upperEnds, now))
                .sum(sum.sum())
                .build();
    }
}
