package io.patchbay.gateway.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What {@code /metrics} shows. Parts name their numbers once, with a way to read them; reading happens when somebody
 * scrapes, on an HTTP thread, so a supplier must not block and must be safe to call from any thread.
 */
public final class Metrics implements AutoCloseable {
    /** The media type of {@link #scrape}. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final List<LongSupplier> counters = new CopyOnWriteArrayList<>(); // the registry holds them weakly
    private final List<Runnable> changing = new CopyOnWriteArrayList<>();
    private final Map<String, List<Buckets>> histograms = new ConcurrentHashMap<>();
    private final JvmGcMetrics garbageCollection = new JvmGcMetrics();

    public Metrics() {
        List<MeterBinder> process = List.of(
                new JvmMemoryMetrics(),
                new JvmThreadMetrics(),
                garbageCollection,
                new ProcessorMetrics(),
                new FileDescriptorMetrics(),
                new UptimeMetrics());
        process.forEach(binder -> binder.bindTo(registry));
    }

    /**
     * A number that goes up and down.
     *
     * @param name as Prometheus shows it: {@code patchbay_calls}
     * @param labels name, value, name, value…
     */
    public void gauge(String name, String help, DoubleSupplier value, String... labels) {
        Gauge.builder(name, value, DoubleSupplier::getAsDouble)
                .description(help)
                .tags(Tags.of(labels))
                .strongReference(true)
                .register(registry);
    }

    /**
     * A number of each of several things that come and go.
     *
     * @param label what tells them apart
     * @param values by that label's value, as they are at each scrape
     */
    public void gauges(String name, String help, String label, Supplier<Map<String, Double>> values) {
        MultiGauge gauge = MultiGauge.builder(name).description(help).register(registry);
        changing.add(() -> gauge.register(
                values.get().entrySet().stream()
                        .map(entry -> MultiGauge.Row.of(Tags.of(label, entry.getKey()), entry.getValue()))
                        .collect(Collectors.toList()),
                true));
    }

    /** A number that only grows; its name ends in {@code _total}. */
    public void counter(String name, String help, LongSupplier value, String... labels) {
        counters.add(value);
        FunctionCounter.builder(name, value, LongSupplier::getAsLong)
                .description(help)
                .tags(Tags.of(labels))
                .register(registry);
    }

    /**
     * How often a figure was how great; few buckets, as each is a time series.
     *
     * @param buckets their upper ends, rising, the infinite one left out
     * @return takes each figure; any thread
     */
    public DoubleConsumer histogram(String name, String help, double[] buckets, String... labels) {
        Buckets counted = new Buckets(Labels.of(labels), buckets);
        histograms
                .computeIfAbsent(name, first -> {
                    List<Buckets> all = new CopyOnWriteArrayList<>();
                    registry.getPrometheusRegistry().register((Collector) () -> histogram(name, help, all));
                    return all;
                })
                .add(counted);
        return counted;
    }

    private static MetricSnapshot histogram(String name, String help, List<Buckets> all) {
        return new HistogramSnapshot(
                new MetricMetadata(name, help),
                all.stream().map(Buckets::snapshot).toList());
    }

    public String scrape() {
        changing.forEach(Runnable::run);
        return registry.scrape();
    }

    @Override
    public void close() {
        garbageCollection.close();
        registry.close();
    }
}
