package io.patchbay.gateway;

import io.patchbay.gateway.access.Access;
import io.patchbay.gateway.admission.Admission;
import io.patchbay.gateway.admission.BanRoutes;
import io.patchbay.gateway.admission.PerSource;
import io.patchbay.gateway.admission.Pins;
import io.patchbay.gateway.call.CallLog;
import io.patchbay.gateway.call.CallRoutes;
import io.patchbay.gateway.call.Calls;
import io.patchbay.gateway.call.DryRun;
import io.patchbay.gateway.call.DtmfRoutes;
import io.patchbay.gateway.call.HoldRoutes;
import io.patchbay.gateway.call.MediaAddresses;
import io.patchbay.gateway.call.PhoneMedia;
import io.patchbay.gateway.config.Configuration;
import io.patchbay.gateway.config.MediaConfig;
import io.patchbay.gateway.control.ControlDoor;
import io.patchbay.gateway.device.DeviceRoutes;
import io.patchbay.gateway.device.Devices;
import io.patchbay.gateway.health.CannotStart;
import io.patchbay.gateway.health.Readiness;
import io.patchbay.gateway.http.AdminRoute;
import io.patchbay.gateway.net.NetworkAddresses;
import io.patchbay.gateway.room.ChatRoutes;
import io.patchbay.gateway.room.RoomSettings;
import io.patchbay.gateway.room.Rooms;
import io.patchbay.gateway.route.Routes;
import io.patchbay.gateway.store.DeviceContacts;
import io.patchbay.gateway.trunk.TrunkRoutes;
import io.patchbay.gateway.trunk.Trunks;
import io.patchbay.media.codec.AudioCodecs;
import io.patchbay.media.codec.CodecUnavailableException;
import io.patchbay.media.loop.MediaLoop;
import io.patchbay.media.peer.IceMode;
import io.patchbay.media.peer.IceSettings;
import io.patchbay.media.peer.InactivityLimits;
import io.patchbay.media.peer.PhoneHandshakes;
import io.patchbay.media.peer.PortPool;
import io.patchbay.media.sfu.ListenAddress;
import io.patchbay.media.sfu.SfuConfig;
import io.patchbay.media.sfu.SfuNode;
import io.patchbay.sip.Binding;
import io.patchbay.sip.CallLoops;
import io.patchbay.sip.EndReason;
import io.patchbay.sip.EndReason.Side;
import io.patchbay.sip.SipSettings;
import io.patchbay.sip.SipSocket;
import io.patchbay.sip.SipSocketSession;
import io.patchbay.sip.UserAgent;
import io.patchbay.sip.jain.JainUserAgent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that handles calls and rooms: loops, SFU, rooms, calls, the SIP user agent. Started before HTTP, closed after it. */
final class Telephony implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Telephony.class);
    private static final int CALL_THREADS = 4;
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);
    private static final String SHUTTING_DOWN = "the appliance shuts down";

    private final Supplier<Configuration> configuration;
    private final SipTls sipTls;
    private final ClosingStack closing = new ClosingStack();
    private final AudioCodecs codecs = new AudioCodecs();
    private final Devices devices;
    private final Routes routes;
    private PortPool ports;
    private List<MediaLoop> loops;
    private SfuNode sfu;
    private Rooms rooms;
    private Calls calls;
    private Trunks trunks;
    private Admission admission;
    private Pins pins;
    private Access access;
    private UserAgent userAgent;
    private ControlDoor control;

    private Telephony(Supplier<Configuration> configuration, SipTls sipTls) {
        this.sipTls = sipTls;
        this.configuration = configuration;
        this.devices = new Devices(() -> configuration.get().devices());
        this.routes = new Routes(
                () -> configuration.get().rooms(), () -> configuration.get().allRoutes(), devices::mayCallOut);
    }

    /**
     * Starts all of it.
     *
     * @param configuration as it is in force at each moment
     * @throws CannotStart in one sentence why not; nothing is left open then
     */
    static Telephony start(
            Supplier<Configuration> configuration,
            Access access,
            Readiness readiness,
            CallLog callLog,
            DeviceContacts contacts,
            SipTls sipTls) {
        Telephony telephony = new Telephony(configuration, sipTls);
        try {
            telephony.startAll(access, readiness, callLog, contacts);
            return telephony;
        } catch (RuntimeException e) {
            telephony.closing.close();
            throw e;
        }
    }

    ControlDoor control() {
        return control;
    }

    List<AdminRoute> adminRoutes() {
        List<AdminRoute> all = new ArrayList<>(new CallRoutes(calls, userAgent, routes, trunks).routes());
        all.addAll(new HoldRoutes(calls).routes());
        all.addAll(new DtmfRoutes(calls).routes());
        all.addAll(new TrunkRoutes(trunks).routes());
        all.addAll(new DeviceRoutes(userAgent).routes());
        all.addAll(new BanRoutes(admission).routes());
        all.addAll(new DrainRoutes(calls).routes());
        all.addAll(new ChatRoutes(rooms).routes());
        all.addAll(new DryRun(access, trunks, routes, userAgent).routes());
        return all;
    }

    /** Puts what changed into force. */
    void reload(Configuration newer) {
        trunks.replace(newer.trunks());
    }

    List<InetSocketAddress> sipAddresses() {
        return userAgent.listeningOn();
    }

    List<InetSocketAddress> sipTlsAddresses() {
        return userAgent.tlsListeningOn();
    }

    SipSocketSession openSipSocket(SipSocket socket) {
        return userAgent.open(socket);
    }

    TelephonyMetrics metrics() {
        return new TelephonyMetrics(loops, sfu, rooms, calls, trunks, admission, pins, userAgent, codecs, ports);
    }

    /**
     * Takes nobody in any more, lets calls go on for {@code patience}, then ends every call and seat; returns when they have
     * ended, or after {@code grace} more.
     */
    void drain(Duration patience, Duration grace) {
        calls.takeCalls(false);
        if (!patience.isZero() && calls.count() > 0) {
            log.info("{} calls may go on for {} s; a second signal stops at once", calls.count(), patience.toSeconds());
            await(() -> calls.count() == 0, patience);
        }
        control.shutDown();
        calls.hangUpAll(new EndReason.HungUp(Side.LOCAL, SHUTTING_DOWN));
        CompletableFuture<Void> roomsClosed = rooms.closeAll(SHUTTING_DOWN); // browsers are told before HTTP ends
        await(() -> calls.count() == 0 && roomsClosed.isDone(), grace);
        if (calls.count() > 0) {
            log.warn("{} calls did not end within shutdown.grace ({} s)", calls.count(), grace.toSeconds());
        }
    }

    private static void await(BooleanSupplier condition, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            try {
                Thread.sleep(LOOK_EVERY.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Frees everything; {@link #drain} first. */
    @Override
    public void close() {
        closing.close();
    }

    private void startAll(Access whoIsLetIn, Readiness readiness, CallLog callLog, DeviceContacts contacts) {
        access = whoIsLetIn;
        MediaConfig media = configuration.get().media();
        requireOpus();
        loops = startLoops(media.loops() == 0 ? Runtime.getRuntime().availableProcessors() : media.loops());
        MediaServers servers = closing.add("STUN and TURN servers", MediaServers.start(media));
        List<InetAddress> local = NetworkAddresses.local();
        List<ListenAddress> listening = listenAddresses(local, servers.advertised());
        sfu = startSfu(media, listening, readiness);
        rooms = new Rooms(
                loops,
                sfu,
                codecs,
                () -> new RoomSettings(
                        configuration.get().rooms().maxParticipants(),
                        configuration.get().rooms().chatToPhones()));
        ports = new PortPool(media.rtpPorts().first(), media.rtpPorts().last(), media.dscp());
        CapacityCheck.of(ports.capacity())
                .warnings(configuration.get().limits().calls())
                .forEach(log::warn);
        PhoneMedia phoneMedia = new PhoneMedia(
                ports,
                PhoneMedia.codecs(media.codecs()),
                new MediaAddresses(servers::advertised),
                PhoneMedia.policy(media.srtp()),
                closing.add("DTLS of phones", PhoneHandshakes.start(Clock.systemUTC())),
                new IceSettings(IceMode.valueOf(media.ice().name()), servers.forCalls()),
                new InactivityLimits(media.inactivity(), media.inactivityOnHold()));
        CallLoops callLoops = closing.add("call loops", new CallLoops(CALL_THREADS));
        trunks = new Trunks(callLoops, configuration.get().sip().outboundProxy());
        trunks.replace(configuration.get().trunks());
        admission = new Admission(
                () -> configuration.get().limits(),
                () -> configuration.get().outbound(),
                trunks::isAt,
                Clock.systemUTC());
        pins = new Pins(() -> configuration.get().rooms(), trunks::isAt, Clock.systemUTC());
        calls = new Calls(
                callLoops,
                rooms,
                routes,
                phoneMedia,
                access,
                trunks,
                admission,
                pins,
                devices::passwordOf,
                callLog,
                contacts::save);
        userAgent = startSip(callLoops);
        userAgent.restore(known(contacts.all()));
        calls.startTransfers(userAgent);
        closing.add("trunks", trunks).start(userAgent);
        int sipPort = userAgent.listeningOn().get(0).getPort();
        control = new ControlDoor(
                rooms,
                routes,
                pins,
                () -> new PerSource(() -> configuration.get().limits().browsersPerSource(), admission::isExempt),
                () -> listenAddresses(local, servers.advertised()),
                () -> configuration.get().rooms().seatGrace(),
                sipPort);
    }

    private void requireOpus() {
        try {
            log.info("audio by {}", codecs.requireOpus());
        } catch (CodecUnavailableException e) {
            throw new CannotStart(e.getMessage(), e);
        }
    }

    private List<MediaLoop> startLoops(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> closing.add("media loop", MediaLoop.start("media-loop-" + (i + 1))))
                .toList();
    }

    private SfuNode startSfu(MediaConfig media, List<ListenAddress> listening, Readiness readiness) {
        SfuConfig usual = SfuConfig.listeningOn(listening, media.webrtcPort());
        SfuConfig config = new SfuConfig(
                usual.listenAddresses(),
                usual.basePort(),
                usual.tcp(),
                media.maxIncomingBitrate(),
                usual.maxTcpConnections(),
                usual.maxPendingHandshakes(),
                usual.handshakeDeadline(),
                usual.consentTimeout());
        Readiness.Part primed = readiness.expect("the SRTP ciphers are being primed");
        try {
            SfuNode node = closing.add("SFU", SfuNode.start(config, loops));
            node.primed().thenRun(primed::ready);
            return node;
        } catch (IOException e) {
            throw new CannotStart(e.getMessage() + "; stop what uses it or set media.webrtc-port", e);
        }
    }

    private UserAgent startSip(CallLoops callLoops) {
        SipSettings settings = SipStart.settings(configuration.get(), sipTls);
        try {
            return closing.add("SIP", JainUserAgent.start(settings, calls, callLoops));
        } catch (UncheckedIOException e) {
            throw new CannotStart(e.getMessage(), e);
        }
    }

    /** Without devices that the configuration names no more. */
    private Map<String, List<Binding>> known(Map<String, List<Binding>> contacts) {
        contacts.keySet().removeIf(device -> devices.find(device).isEmpty());
        log.info("{} devices are registered since before the start", contacts.size());
        return contacts;
    }

    private static List<ListenAddress> listenAddresses(List<InetAddress> locals, List<InetAddress> advertised) {
        return locals.stream()
                .map(local -> new ListenAddress(local, advertisedFor(local, advertised)))
                .toList();
    }

    private static String advertisedFor(InetAddress local, List<InetAddress> advertised) {
        if (local.isLoopbackAddress()) {
            return local.getHostAddress();
        }
        return advertised.stream()
                .filter(address -> address.getClass() == local.getClass())
                .map(InetAddress::getHostAddress)
                .findFirst()
                .orElse(local.getHostAddress());
    }
}
