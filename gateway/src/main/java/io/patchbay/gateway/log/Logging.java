package io.patchbay.gateway.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import io.patchbay.gateway.config.LogConfig;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Routes everything that is logged to one console line each ({@code logback.xml}) and sets how much of it is shown.
 * Libraries speak from WARN on; the level of the configuration is ours.
 */
public final class Logging {
    private static final String OURS = "io.patchbay";

    private Logging() {}

    /** Takes over java.util.logging, which ice4j and jitsi-srtp use. Once, before anything else logs. */
    public static void start() {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    /** May be called again at any time. */
    public static void show(LogConfig config) {
        Logger logger = ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(OURS);
        logger.setLevel(Level.valueOf(config.level().name()));
    }
}
