package io.patchbay.media.audio;

import io.patchbay.media.codec.AudioCodecs;
import io.patchbay.media.loop.MediaLoop;
import io.patchbay.media.loop.Ticker;
import io.patchbay.media.rtp.RtpSink;
import java.util.Arrays;

/**
 * Mixes one room for its phones on this node: each phone hears all others and the room's remote streams, not itself. Everything
 * that is heard is decoded once (of many remote streams, only the loudest few) and summed once per sample rate in use; a phone's own part is subtracted from the sum, so that a
 * phone costs the same whatever the number of phones. Belongs to {@code loop}; packets to the phones leave on its 20 ms tick.
 */
public final class AudioBridge implements Ticker, AutoCloseable {
    private static final SampleRate[] RATES = SampleRate.values(); // values() copies

    private final MediaLoop loop;
    private final AudioCodecs codecs;
    private final RateMix[] mixes = new RateMix[SampleRate.COUNT]; // by rate; null where never in use
    private final boolean[] inUse = new boolean[SampleRate.COUNT]; // by rate
    private final int[] scratch = new int[SampleRate.FULLBAND.frame()];
    private final Leavers leavers = new Leavers();
    private final Loudest loudest = new Loudest();
    private AudioLeg[] legs = {}; // copied on change: what a tick calls may add and remove
    private RemoteAudio[] remotes = {}; // the same
    private SampleRate hearingRate = SampleRate.NARROWBAND; // the highest that a phone hears at
    private long tick;
    private long nextTickNanos;
    private RuntimeException fault; // the first of this tick
    private boolean closed;

    /** On the loop. The bridge ticks from now on. */
    public AudioBridge(MediaLoop loop, AudioCodecs codecs) {
        this.loop = loop;
        this.codecs = codecs;
        loop.assertOwner();
        nextTickNanos = System.nanoTime();
        loop.addTicker(this);
    }

    /**
     * Adds a phone.
     *
     * @param toPhone takes the packets to the phone
     * @param toRoom takes the phone's Opus packets for the room, while {@link AudioLeg#setConsumed consumed}
     */
    public AudioLeg addLeg(AudioLegConfig config, RtpSink toPhone, RtpSink toRoom) {
        requireOpen(config.name());
        AudioLeg leg = new AudioLeg(this, config, codecs, toPhone, toRoom);
        legs = Arrays.copyOf(legs, legs.length + 1);
        legs[legs.length - 1] = leg;
        return leg;
    }

    /** Adds an Opus stream of the room for the phones to hear. */
    public RemoteAudio addRemote(RemoteAudioConfig config) {
        requireOpen(config.name());
        RemoteAudio remote = new RemoteAudio(this, config, hearingRate, codecs);
        remotes = Arrays.copyOf(remotes, remotes.length + 1);
        remotes[remotes.length - 1] = remote;
        return remote;
    }

    public int legs() {
        return legs.length;
    }

    public int remotes() {
        return remotes.length;
    }

    /**
     * On the loop, every 20 ms.
     *
     * @throws RuntimeException what the first of those failed with whose part of the tick failed; all others had theirs
     */
    @Override
    public void onTick(long nanos) {
        tick++;
        nextTickNanos = nanos + MediaLoop.TICK_NANOS;
        AudioLeg[] phones = legs;
        RemoteAudio[] streams = remotes;
        if (phones.length == 0) {
            leavers.clear();
            return;
        }
        boolean anyoneHears = chooseRates(phones);
        for (AudioLeg leg : phones) {
            try {
                leg.listen(tick, nanos);
            } catch (RuntimeException e) {
                failed(e);
            }
        }
        if (anyoneHears) {
            listen(streams, nanos);
            sum(phones, streams);
        } else {
            leavers.clear();
        }
        for (AudioLeg leg : phones) {
            try {
                speak(leg, nanos);
            } catch (RuntimeException e) {
                failed(e);
            }
        }
        throwFault();
    }

    private void listen(RemoteAudio[] streams, long nanos) {
        loudest.choose(streams);
        for (int i = 0; i < streams.length; i++) {
            try {
                streams[i].listen(tick, nanos, hearingRate, loudest.isChosen(i));
            } catch (RuntimeException e) {
                failed(e);
            }
        }
    }

    private void speak(AudioLeg leg, long nanos) {
        leg.speakToRoom(nanos);
        SampleRate rate = leg.hearingRate();
        leg.speakToPhone(rate != null && inUse[rate.ordinal()] ? mixes[rate.ordinal()] : null, scratch);
    }

    private void failed(RuntimeException failure) {
        fault = fault == null ? failure : fault;
    }

    private void throwFault() {
        RuntimeException first = fault;
        fault = null;
        if (first != null) {
            throw first;
        }
    }

    /** Closes all legs and remotes and ticks no more. Closing twice is allowed. */
    @Override
    public void close() {
        assertOwner();
        if (closed) {
            return;
        }
        closed = true;
        loop.removeTicker(this);
        for (AudioLeg leg : legs) {
            leg.close();
        }
        for (RemoteAudio remote : remotes) {
            remote.close();
        }
        leavers.clear();
    }

    void assertOwner() {
        loop.assertOwner();
    }

    void remove(AudioLeg leg) {
        legs = without(legs, leg);
        leg.fadeOut(tick + 1, nextTickNanos);
        leavers.add(leg.source());
    }

    void remove(RemoteAudio remote) {
        remotes = without(remotes, remote);
        remote.fadeOut(tick + 1, nextTickNanos);
        leavers.add(remote.source());
    }

    private void requireOpen(String who) {
        assertOwner();
        if (closed) {
            throw new IllegalStateException(who + ": the audio bridge is closed");
        }
    }

    /** False where no phone wants to hear anything. */
    private boolean chooseRates(AudioLeg[] phones) {
        Arrays.fill(inUse, false);
        SampleRate highest = null;
        for (AudioLeg leg : phones) {
            SampleRate rate = leg.hearingRate();
            if (rate != null) {
                inUse[rate.ordinal()] = true;
                highest = highest == null || rate.ordinal() > highest.ordinal() ? rate : highest;
            }
        }
        if (highest != null) {
            hearingRate = highest;
        }
        return highest != null;
    }

    private void sum(AudioLeg[] phones, RemoteAudio[] streams) {
        for (SampleRate rate : RATES) {
            if (!inUse[rate.ordinal()]) {
                continue;
            }
            RateMix mix = mix(rate);
            mix.clear();
            for (AudioLeg leg : phones) {
                mix.add(leg.source(), tick);
            }
            for (RemoteAudio remote : streams) {
                mix.add(remote.source(), tick);
            }
            leavers.addTo(mix, tick);
        }
        leavers.passed(tick);
    }

    private RateMix mix(SampleRate rate) {
        int index = rate.ordinal();
        if (mixes[index] == null) {
            mixes[index] = new RateMix(rate);
        }
        return mixes[index];
    }

    private static <T> T[] without(T[] all, T one) {
        int at = Arrays.asList(all).indexOf(one);
        if (at < 0) {
            return all;
        }
        T[] fewer = Arrays.copyOf(all, all.length - 1);
        System.arraycopy(all, at + 1, fewer, at, fewer.length - at);
        return fewer;
    }
}
