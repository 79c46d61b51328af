package io.patchbay.media.sfu;

import io.patchbay.media.loop.LoopTimer;
import io.patchbay.media.loop.MediaLoop;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Looks at the audio levels of some producers at an interval. Belongs to the router's loop.
 *
 * @param <S> what it keeps of each producer
 */
abstract class LevelObserver<S> implements LevelSink, AutoCloseable {
    private final MediaLoop loop;
    private final Duration interval;
    private final Map<Producer, S> observed = new LinkedHashMap<>();
    private LoopTimer timer;
    private boolean closed;

    LevelObserver(MediaLoop loop, Duration interval) {
        this.loop = loop;
        this.interval = interval;
        timer = loop.schedule(interval, this::onTimer);
    }

    abstract S begin();

    /** The interval is over. */
    abstract void look(Map<Producer, S> observed);

    private void onTimer() {
        if (!closed) {
            timer = loop.schedule(interval, this::onTimer);
            look(observed);
        }
    }

    final S of(Producer producer) {
        return observed.get(producer);
    }

    /**
     * Begins to watch a producer; a second time changes nothing.
     *
     * @throws IllegalArgumentException where it is no audio
     */
    public final void addProducer(Producer producer) {
        loop.assertOwner();
        if (producer.kind() != MediaKind.AUDIO) {
            throw new IllegalArgumentException("producer %s is no audio".formatted(producer.id()));
        }
        if (!closed && !producer.closed() && !observed.containsKey(producer)) {
            observed.put(producer, begin());
            producer.addLevelSink(this);
        }
    }

    public final void removeProducer(Producer producer) {
        loop.assertOwner();
        if (observed.remove(producer) != null) {
            producer.removeLevelSink(this);
        }
    }

    @Override
    public final void onProducerGone(Producer producer) {
        observed.remove(producer);
    }

    /** Closing twice is allowed. */
    @Override
    public final void close() {
        loop.assertOwner();
        if (!closed) {
            closed = true;
            timer.cancel();
            observed.keySet().forEach(producer -> producer.removeLevelSink(this));
            observed.clear();
        }
    }
}
