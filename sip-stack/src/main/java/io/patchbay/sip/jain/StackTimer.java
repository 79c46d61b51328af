package io.patchbay.sip.jain;

import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.stack.SIPStackTimerTask;
import gov.nist.javax.sip.stack.timers.SipTimer;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The timers of the stack's transactions, on one thread that ends with the stack; the stack's own timers live on until the
 * last transaction has run out. Made by the stack by reflection.
 */
public final class StackTimer implements SipTimer {
    private static final Logger log = LoggerFactory.getLogger(StackTimer.class);

    private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "sip-timer");
        thread.setDaemon(true);
        return thread;
    });

    public StackTimer() {
        timers.setRemoveOnCancelPolicy(true);
    }

    @Override
    public void start(SipStackImpl stack, Properties properties) {}

    @Override
    public boolean schedule(SIPStackTimerTask task, long delayMillis) {
        try {
            task.setSipTimerTask(timers.schedule(() -> run(task), delayMillis, TimeUnit.MILLISECONDS));
            return true;
        } catch (RejectedExecutionException e) {
            return false; // the stack is closing
        }
    }

    @Override
    public boolean scheduleWithFixedDelay(SIPStackTimerTask task, long delayMillis, long periodMillis) {
        try {
            task.setSipTimerTask(
                    timers.scheduleWithFixedDelay(() -> run(task), delayMillis, periodMillis, TimeUnit.MILLISECONDS));
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    private static void run(SIPStackTimerTask task) {
        try {
            task.runTask();
        } catch (RuntimeException e) {
            log.error("a timer of the SIP stack failed", e); // the others go on
        }
    }

    @Override
    public boolean cancel(SIPStackTimerTask task) {
        if (!(task.getSipTimerTask() instanceof Future<?> timer)) {
            return false;
        }
        task.cleanUpBeforeCancel();
        task.setSipTimerTask(null);
        return timer.cancel(false);
    }

    @Override
    public void stop() {
        timers.shutdownNow();
    }

    @Override
    public boolean isStarted() {
        return !timers.isShutdown();
    }
}
