package io.patchbay.testbeds.load;

import io.patchbay.testbeds.phone.PhoneCodec;
import io.patchbay.testbeds.process.ProcessStatistics;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A load that is up: its phones' calls, its browsers, and the loop that carries them. Each phone begins somewhere in its voice, the same one in
 * every run. Used by one thread.
 */
final class Load implements AutoCloseable {
    private static final int OPUS_PAYLOAD_TYPE = 96;

    private final LoadPlan plan;
    private final Exchange exchange;
    private final List<MediaLeg> legs;
    private final List<RoomListener> listeners = new ArrayList<>();
    private final PacedLoop loop;
    private ProcessStatistics before;
    private long begin;

    Load(LoadPlan plan) {
        this.plan = plan;
        HttpClient client = HttpClient.newHttpClient();
        InetSocketAddress target = new InetSocketAddress(plan.host(), plan.port());
        legs = legs(target);
        exchange = switch (plan.target()) {
            case APPLIANCE -> new SipRooms(target);
            case JANUS -> new JanusRooms(client, target);
            case RTPENGINE -> new RtpengineCalls(target);
        };
        exchange.connect(legs);
        if (plan.listeners()) {
            DtlsClient dtls = new DtlsClient();
            InetSocketAddress http = new InetSocketAddress(plan.host(), plan.httpPort());
            for (int room = 0; room < plan.rooms(); room++) {
                listeners.add(RoomListener.join(client, dtls, http, SipRooms.room(room)));
            }
        }
        List<LoadLeg> all = new ArrayList<>(legs);
        all.addAll(listeners);
        loop = new PacedLoop(all);
    }

    private List<MediaLeg> legs(InetSocketAddress target) {
        List<MediaLeg> all = new ArrayList<>();
        Random random = new Random(4);
        boolean inPairs = plan.target() == LoadPlan.Target.RTPENGINE;
        VoiceBank voices = new VoiceBank(plan.alwaysSpeaking());
        for (int i = 0; i < (inPairs ? 2 : 1) * plan.calls(); i++) {
            boolean isOpus = inPairs && i % 2 == 1;
            PhoneCodec codec = isOpus ? PhoneCodec.OPUS : PhoneCodec.PCMU;
            all.add(new MediaLeg(
                    target.getAddress(),
                    codec,
                    isOpus ? OPUS_PAYLOAD_TYPE : 0,
                    voices.voice(i, codec),
                    inPairs ? i / 2 : i / plan.perRoom(),
                    random.nextInt(Voice.CYCLE_PACKETS)));
        }
        return all;
    }

    /** Begins a measurement. */
    void begin() {
        loop.call(() -> {
            legs.forEach(MediaLeg::reset);
            listeners.forEach(RoomListener::reset);
            Sample.of(legs, listeners).listen();
        });
        before = ProcessStatistics.of(ProcessHandle.current().pid());
        begin = System.nanoTime();
    }

    /** Ends it. */
    LoadReport end() {
        double seconds = (System.nanoTime() - begin) / 1e9;
        ProcessStatistics after = ProcessStatistics.of(ProcessHandle.current().pid());
        LoadReport[] report = new LoadReport[1];
        double core = (after.processorTime().minus(before.processorTime()).toNanos() / 1e7) / seconds;
        loop.call(() -> report[0] = count(seconds, core));
        return report[0];
    }

    private LoadReport count(double seconds, double core) {
        Sample.Heard heard = Sample.of(legs, listeners).heard();
        long toPhones = legs.stream().mapToLong(leg -> leg.tally().received()).sum();
        long toListeners = listeners.stream().mapToLong(RoomListener::received).sum();
        long enough = (long) (0.95 * 50 * seconds);
        return new LoadReport(
                seconds,
                legs.stream().mapToLong(MediaLeg::sent).sum()
                        + listeners.stream().mapToLong(RoomListener::sent).sum(),
                toPhones + toListeners,
                toPhones,
                legs.stream().mapToLong(leg -> leg.tally().lost()).sum()
                        + listeners.stream().mapToLong(RoomListener::lost).sum(),
                legs.stream().mapToLong(leg -> leg.tally().late()).sum(),
                (int) legs.stream()
                        .filter(leg -> leg.tally().received() < enough)
                        .count(),
                (int) listeners.stream()
                        .filter(listener -> listener.received() == 0)
                        .count(),
                heard.listened(),
                heard.heard(),
                heard.own(),
                core);
    }

    @Override
    public void close() {
        exchange.close();
        listeners.forEach(RoomListener::close);
        loop.close();
    }
}
