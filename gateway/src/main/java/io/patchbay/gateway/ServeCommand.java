package io.patchbay.gateway;

import io.patchbay.gateway.config.ConfigException;
import io.patchbay.gateway.config.ConfigLoader;
import io.patchbay.gateway.config.Configuration;
import io.patchbay.gateway.config.ShutdownConfig;
import io.patchbay.gateway.health.CannotStart;
import io.patchbay.gateway.health.Readiness;
import io.patchbay.gateway.http.TlsException;
import io.patchbay.gateway.log.Logging;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code patchbay serve}: runs the appliance until a signal ends it. */
@Command(name = "serve", description = "Runs the appliance.", exitCodeOnExecutionException = Main.CANNOT_START)
final class ServeCommand implements Callable<Integer> {
    private static final Logger log = LoggerFactory.getLogger(ServeCommand.class);
    private static final Duration READY = Duration.ofSeconds(30);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final Duration CLOSING = Duration.ofSeconds(3); // beyond the grace of the calls

    @Mixin
    private ConfigOption config;

    @Override
    public Integer call() throws InterruptedException {
        ConfigLoader loader = config.loader();
        Optional<Configuration> configuration = config.load(loader);
        if (configuration.isEmpty()) {
            return Main.BAD_CONFIGURATION;
        }
        Logging.show(configuration.get().log());
        CountDownLatch stop = new CountDownLatch(1);
        try (Appliance appliance = Appliance.start(loader, configuration.get())) {
            Signals.onStop(stop::countDown);
            Signals.onReload(() -> reload(appliance));
            awaitReady(appliance.readiness(), stop);
            System.out.println(appliance.banner().text());
            stop.await();
            log.info("stopping");
            ShutdownConfig shutdown = appliance.configuration().shutdown();
            haltUnlessClosedWithin(shutdown.drain().plus(shutdown.grace()).plus(CLOSING));
        } catch (CannotStart e) {
            System.err.println("cannot start: " + e.getMessage());
            return Main.CANNOT_START;
        }
        log.info("stopped");
        return Main.OK;
    }

    private static void awaitReady(Readiness readiness, CountDownLatch stop) throws InterruptedException {
        long deadline = System.nanoTime() + READY.toNanos();
        while (!readiness.isReady() && !stop.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
            if (System.nanoTime() - deadline > 0) {
                log.warn("not ready yet: {}", String.join("; ", readiness.reasons()));
                return;
            }
        }
    }

    private static void reload(Appliance appliance) {
        try {
            appliance.reload();
        } catch (ConfigException e) {
            log.error("the configuration is not valid; the old one stays in force:\n{}", e.getMessage());
        } catch (TlsException e) {
            log.error("{}", e.getMessage());
        }
    }

    /** Whatever hangs while closing, a supervisor must not have to wait for it. */
    private static void haltUnlessClosedWithin(Duration limit) {
        Thread watchdog = new Thread(() -> {
            try {
                Thread.sleep(limit.toMillis());
            } catch (InterruptedException e) {
                return;
            }
            log.error("not closed within {} s; leaving anyway", limit.toSeconds());
            Runtime.getRuntime().halt(Main.NOT_CLOSED);
        });
        watchdog.setName("stop-watchdog");
        watchdog.setDaemon(true);
        watchdog.start();
    }
}
