package io.patchbay.media.peer;

import java.net.InetSocketAddress;

/**
 * Where a phone's packets come from, and so where ours go (symmetric RTP, RFC 4961). Its description names an address that is often
 * not its own, so the first valid packets tell; for two seconds a source nearer to the description replaces one further from it;
 * then the address is fixed until the phone offers again, or its description says another one. A refresh of ours opens nothing. Belongs
 * to one thread.
 */
final class RemoteAddress {
    private static final long CHOICE_NANOS = 2_000_000_000L;

    private enum Phase {
        LEARNING,
        CHOOSING,
        LATCHED
    }

    private InetSocketAddress announced;
    private InetSocketAddress target;
    private Phase phase = Phase.LEARNING;
    private long choosingSince;
    private InetSocketAddress proven; // what was learned in the round before, where the description is the same
    private int likeness; // of the target, to what was announced

    /**
     * A new round of offer and answer: the address may be learned again, unless there is no reason why it should have changed.
     *
     * @param announced what the description says; null where it says none that packets can go to
     * @param phoneOffered whether the phone began this round: it may have moved, though its description does not know
     */
    void announce(InetSocketAddress announced, boolean phoneOffered) {
        boolean same = announced != null && announced.equals(this.announced);
        if (same && !phoneOffered && isLearned()) {
            return;
        }
        proven = same && isLearned() ? target : null;
        this.announced = announced;
        if (!same || target == null) {
            target = announced; // otherwise what was learned is still the best guess
        }
        phase = Phase.LEARNING;
    }

    /**
     * Whether a valid packet from {@code source} is the phone's. Learns from it.
     */
    boolean accepts(InetSocketAddress source, long nowNanos) {
        if (phase == Phase.CHOOSING && nowNanos - choosingSince > CHOICE_NANOS) {
            phase = Phase.LATCHED;
        }
        return switch (phase) {
            case LEARNING -> {
                choose(source, nowNanos);
                yield true;
            }
            case CHOOSING -> {
                if (!source.equals(target) && likeness(source) > likeness) {
                    choose(source, nowNanos);
                }
                yield source.equals(target);
            }
            case LATCHED -> source.equals(target);
        };
    }

    /** Whether it has been settled that packets from {@code source} are not the phone's, so that they need no closer look. */
    boolean isStranger(InetSocketAddress source) {
        return phase == Phase.LATCHED && !source.equals(target);
    }

    /** Where to send; null where nothing is known. */
    InetSocketAddress target() {
        return target;
    }

    /** Whether a packet has shown the address in this round. */
    boolean isLearned() {
        return phase != Phase.LEARNING;
    }

    private void choose(InetSocketAddress source, long nowNanos) {
        target = source;
        likeness = likeness(source);
        phase = likeness == 2 ? Phase.LATCHED : Phase.CHOOSING;
        choosingSince = nowNanos;
    }

    /** 2: the very address announced, or the one that stood the test before; 1: the host; 0: another. */
    private int likeness(InetSocketAddress source) {
        if (source.equals(proven)) {
            return 2;
        }
        if (announced == null || !source.getAddress().equals(announced.getAddress())) {
            return 0;
        }
        return source.getPort() == announced.getPort() ? 2 : 1;
    }
}
