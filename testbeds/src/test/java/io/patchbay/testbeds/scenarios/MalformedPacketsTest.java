package io.patchbay.testbeds.scenarios;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.testbeds.appliance.Appliance;
import io.patchbay.testbeds.audio.Tone;
import io.patchbay.testbeds.malformed.Barrage;
import io.patchbay.testbeds.malformed.MalformedMedia;
import io.patchbay.testbeds.malformed.MalformedSip;
import io.patchbay.testbeds.malformed.MalformedStreams;
import io.patchbay.testbeds.net.Host;
import io.patchbay.testbeds.phone.Phone;
import io.patchbay.testbeds.phone.PhoneCall;
import io.patchbay.testbeds.phone.PhoneSettings;
import io.patchbay.testbeds.phone.Phones;
import io.patchbay.testbeds.phone.ReceptionReport;
import io.patchbay.testbeds.process.OutputLine;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Whatever arrives on its ports, the appliance goes on with its calls and says little. */
@Isolated("measures gaps in audio, which other tests on the same two cores would make")
class MalformedPacketsTest {
    private static final int PACKETS_A_SECOND = 400;
    private static final int STREAMS_A_SECOND = 50;
    private static final Duration LONGEST_GAP = Duration.ofMillis(400); // both cores of a small machine may be busy

    private final Host host = Host.loopback();
    private final Barrage packets = new Barrage(host, PACKETS_A_SECOND);
    private final Barrage streams = new Barrage(host, STREAMS_A_SECOND);
    private Appliance appliance;
    private Phones phones;
    private PhoneCall first;
    private PhoneCall second;
    private int linesBefore;
    private long begin;

    @BeforeEach
    void bringUpACall() {
        // some of the malformed INVITEs are answered, rightly; they end when no ACK has come for 64 times T1
        appliance = Appliance.start(host, configuration -> configuration.set("sip.timer-t1", "100ms"));
        phones = new Phones(host);
        Phone alice = phones.phone(PhoneSettings.named("alice").playing(Tone.of(500)), appliance.sip());
        Phone bob = phones.phone(PhoneSettings.named("bob").playing(Tone.of(710)), appliance.sip());
        first = alice.dial("lobby").awaitAnswered(Testbed.ANSWER);
        second = bob.dial("lobby").awaitAnswered(Testbed.ANSWER);
        first.audio().awaitHeard(s -> s.hears(710), "bob", ofSeconds(1), ofSeconds(10));
        second.audio().awaitHeard(s -> s.hears(500), "alice", ofSeconds(1), ofSeconds(10));
        linesBefore = appliance.log().size();
        begin = System.nanoTime();
    }

    @AfterEach
    void close() {
        phones.close();
        appliance.close();
    }

    @Test
    void onEveryPortLeaveCallsUndisturbedAndTheLogShort() {
        InetSocketAddress webrtc = appliance.configuration().webrtc();
        InetSocketAddress rtp = first.audio().lastSource().orElseThrow();
        InetSocketAddress rtcp = new InetSocketAddress(rtp.getAddress(), rtp.getPort() + 1);
        for (int round = 1; round <= 3; round++) {
            MalformedMedia media = new MalformedMedia(round);
            MalformedStreams connections = new MalformedStreams(round);
            packets.datagrams(appliance.sip(), new MalformedSip(round).messages());
            streams.streams(appliance.sip(), new MalformedSip(round + 10).messages());
            packets.datagrams(rtp, media.rtp());
            packets.datagrams(rtp, media.rtcp());
            packets.datagrams(rtcp, media.rtcp());
            packets.datagrams(webrtc, media.stun());
            packets.datagrams(webrtc, media.dtls());
            packets.datagrams(webrtc, media.rtp());
            packets.datagrams(webrtc, media.rtcp());
            streams.streams(webrtc, connections.framed());
            streams.streams(appliance.configuration().http(), connections.http());
            streams.streams(appliance.configuration().https(), connections.http());
            ControlProbe.send(appliance, connections.controlMessages());
            first.audio().sendRaw(media.rtp());
            first.audio().sendRaw(media.rtcp());
        }

        callsAreUndisturbed();
        logIsShort();
        assertThat(appliance.metrics().sum("patchbay_bad_packets_total")).isPositive();
        assertThat(first.hangUp()).isEqualTo(200);
        assertThat(second.hangUp()).isEqualTo(200);
        appliance.awaitZero(ofSeconds(15), NothingLeftTest.AT_ONCE);
    }

    private void callsAreUndisturbed() {
        first.audio().awaitHeard(s -> s.hears(710) && !s.hears(500), "bob", ofSeconds(2), ofSeconds(5));
        second.audio().awaitHeard(s -> s.hears(500) && !s.hears(710), "alice", ofSeconds(2), ofSeconds(5));
        for (PhoneCall call : List.of(first, second)) {
            ReceptionReport report = call.audio().report();
            assertThat(report.lost()).as("lost: %s", report).isZero();
            assertThat(report.timestampJumps()).as("jumps: %s", report).isZero();
            assertThat(report.streams()).as("streams: %s", report).isEqualTo(1);
            assertThat(report.longestGap()).as("gap: %s", report).isLessThan(LONGEST_GAP);
        }
    }

    /** At most one line a second of each kind, where lines are of a kind that differ in numbers and quotations only. */
    private void logIsShort() {
        long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds() + 1;
        List<OutputLine> log = appliance.log();
        List<OutputLine> fresh = log.subList(linesBefore, log.size());
        assertThat(fresh).noneSatisfy(line -> assertThat(line.text()).startsWith("\tat "));
        Map<String, Long> kinds =
                fresh.stream().collect(Collectors.groupingBy(line -> kind(line.text()), Collectors.counting()));
        assertThat(kinds).allSatisfy((kind, count) -> assertThat(count).as(kind).isLessThanOrEqualTo(seconds));
        assertThat(fresh.size()).as("lines in all: %s", kinds).isLessThan((int) (10 * seconds));
    }

    private static String kind(String line) {
        return line.replaceAll("^\\S+ \\S+ ", "")
                .replaceAll("[\"'][^\"']*[\"']", "…")
                .replaceAll("[0-9a-f]{8,}", "…")
                .replaceAll("\\d+", "0");
    }
}
