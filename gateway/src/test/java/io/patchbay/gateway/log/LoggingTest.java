package io.patchbay.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.read.ListAppender;
import io.patchbay.gateway.config.LogConfig;
import io.patchbay.gateway.config.LogConfig.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class LoggingTest {
    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        root.addAppender(lines);
    }

    @AfterEach
    void restore() {
        root.detachAppender(lines);
        Logging.show(new LogConfig(Level.INFO));
    }

    @Test
    void showsOursFromTheLevelOnAndLibrariesOnlyWhenTheyWarn() {
        Logger ours = LoggerFactory.getLogger("io.patchbay.gateway.Example");
        Logger theirs = LoggerFactory.getLogger("org.example.Library");

        Logging.show(new LogConfig(Level.WARN));
        ours.info("quiet");
        Logging.show(new LogConfig(Level.DEBUG));
        ours.debug("shown");
        theirs.info("chatter");
        theirs.warn("trouble");

        assertThat(lines.list).extracting(ILoggingEvent::getFormattedMessage).containsExactly("shown", "trouble");
    }

    @Test
    void takesOverJavaUtilLogging() {
        Logging.start();

        java.util.logging.Logger.getLogger("org.jitsi.Example").warning("from ice4j");

        assertThat(lines.list).extracting(ILoggingEvent::getFormattedMessage).containsExactly("from ice4j");
    }

    @Test
    void marksEachLineOfACallWithItsCallId() {
        Logger ours = LoggerFactory.getLogger("io.patchbay.gateway.Example");
        ours.info("outside");
        try (MDC.MDCCloseable call = MDC.putCloseable("callId", "a84b4c76e66710@pc33")) {
            ours.info("inside");
        }

        assertThat(written(lines.list.get(0))).matches("[-\\d]+ [:.\\d]+ INFO  Example: outside\\R");
        assertThat(written(lines.list.get(1)))
                .matches("[-\\d]+ [:.\\d]+ INFO  \\[a84b4c76e66710@pc33] Example: inside\\R");
    }

    /** As the console's own layout writes it. */
    private String written(ILoggingEvent event) {
        ConsoleAppender<ILoggingEvent> console = (ConsoleAppender<ILoggingEvent>) root.getAppender("console");
        PatternLayout layout = (PatternLayout) ((PatternLayoutEncoder) console.getEncoder()).getLayout();
        return layout.doLayout(event);
    }
}
