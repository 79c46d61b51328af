package io.patchbay.sip.jain;

import gov.nist.core.LogLevels;
import gov.nist.core.StackLogger;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stack's own log lines, sent to SLF4J. The stack logs each malformed packet and each late answer as an error with a
 * stack trace; whatever the network can cause is a debug line here, so that nobody outside can fill the log. Made by the
 * stack by reflection, one for the whole process.
 */
public final class StackLog implements StackLogger {
    private static final Logger log = LoggerFactory.getLogger("io.patchbay.sip.stack");

    @Override
    public void logStackTrace() {}

    @Override
    public void logStackTrace(int traceLevel) {}

    @Override
    public int getLineCount() {
        return 0;
    }

    @Override
    public void logException(Throwable problem) {
        log.debug("the SIP stack caught a problem", problem);
    }

    @Override
    public void logDebug(String message) {
        log.trace("{}", message);
    }

    @Override
    public void logDebug(String message, Exception problem) {
        log.trace("{}", message, problem);
    }

    @Override
    public void logTrace(String message) {
        log.trace("{}", message);
    }

    @Override
    public void logFatalError(String message) {
        log.error("{}", message);
    }

    @Override
    public void logError(String message) {
        log.debug("{}", message);
    }

    @Override
    public void logError(String message, Exception problem) {
        log.debug("{}", message, problem);
    }

    @Override
    public void logWarning(String message) {
        log.debug("{}", message);
    }

    @Override
    public void logInfo(String message) {
        log.trace("{}", message);
    }

    @Override
    public boolean isLoggingEnabled() {
        return log.isDebugEnabled();
    }

    @Override
    public boolean isLoggingEnabled(int level) {
        return level <= LogLevels.TRACE_WARN ? log.isDebugEnabled() : log.isTraceEnabled();
    }

    @Override
    public void disableLogging() {}

    @Override
    public void enableLogging() {}

    @Override
    public void setBuildTimeStamp(String timestamp) {}

    @Override
    public void setStackProperties(Properties properties) {}

    @Override
    public String getLoggerName() {
        return log.getName();
    }
}
